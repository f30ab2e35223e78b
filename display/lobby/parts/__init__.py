"""The parts of the lobby's page, one file each. A part is shown its piece of the scene and draws only what changed."""
