"""The one offline voice of lobby and kiosk: how things are read aloud, who speaks, the way to the loudspeaker."""
