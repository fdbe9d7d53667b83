"""The screens, and the dialogs over them; a screen drives a session, its widgets know none."""
