"""Wrong rules of steps: what a step becomes when one of its equations, or what is put into them, is taken wrongly."""
