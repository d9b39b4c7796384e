"""Messages: newsletters as e-mail, single or in mailboxes."""
