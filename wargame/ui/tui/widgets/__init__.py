"""The widgets: each is given plain data to show and posts messages; none holds a rule."""
