"""The base class of errors that are shown to the user.

An error names the failed action, the file, the cause and what to do about it. The command line
prints it, the screen shows it, each in one line.
"""

FAILED, USAGE = 1, 2
"""Exit codes: it could not be done; it was asked for wrongly."""


class VariorumError(Exception):
    """Failure of an action, shown to the user."""

    code = FAILED
    """The exit code of a command that ends by it."""

    def __init__(
        self, message: str, *, cause: object = "", advice: str = "", where: object = ""
    ) -> None:
        """Make the error.

        Args:
            message: What can't be done, or is wrong; it may begin with where.
            cause: Why, as the system says it.
            advice: What to do about it.
            where: The file, if the message does not name it.
        """
        self.message = message
        self.cause = str(cause)
        self.advice = advice
        self.where = str(where)
        super().__init__(
            message
            + (f": {cause}" if self.cause else "")
            + (f"; {advice}" if advice else "")
            + (f" ({where})" if self.where else "")
        )
