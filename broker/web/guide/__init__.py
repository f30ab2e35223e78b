"""The guide desk's page (bàn hướng dẫn): numbers for others, slips again, what was taken wrongly put right."""
