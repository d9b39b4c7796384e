"""Messages: newsletters by e-mail, single or in mailboxes."""
