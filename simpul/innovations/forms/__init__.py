"""What people type, checked and cleaned; nothing here saves."""
