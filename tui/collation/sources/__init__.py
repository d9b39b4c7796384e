"""Which source makes which claim, alone, first, or after another one."""
