"""What the windows of lobby, sign and tablet are made of: places, writing, grounds, frames, pictures, plays."""
