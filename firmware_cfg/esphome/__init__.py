"""ESPHome configurations of wireless keys. `make esphome-check` lets ESPHome itself judge them."""
