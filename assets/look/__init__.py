"""The one visual language of kiosk, lobby, counter window and tablet.

theme and touch are pure; window prepares Kivy before its first import; widgets and pictograms draw.
"""
