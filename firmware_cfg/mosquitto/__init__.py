"""Our configuration of mosquitto. Nothing lives in the MQTT server alone: no persistence, and none is needed."""
