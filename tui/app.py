"""The application: theme, keys, driver and the first screen. State belongs to the screens."""

import asyncio
import gc
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen
from textual.timer import Timer

from tui.commands import BY_ID, Command, hints
from tui.keyboard_layouts import LATIN, LAYOUTS, Keyboard
from tui.lazy_imports import lazy_imports
from tui.log.crash_log import write_crash_log
from tui.reading_state import preferences
from tui.resources import STYLES
from tui.screens.base.key_queue import KeyQueueApp
from tui.screens.base.worker_threads import WorkerThreads
from tui.screens.messages import WorkerFailed
from tui.settings import Folders, Settings
from tui.terminal.driver import EconomicalDriver, MeasureChanged, driver_class
from tui.terminal.input.parser import key_name
from tui.terminal.probe.capabilities import Capabilities
from tui.terminal.signals import exit_on_signals
from tui.terminal.transport.link_speed import LinkSpeed
from tui.textual_private import forget_rendered
from tui.themes import DARK, stand_in, variables
from tui.widgets.core.bindings import bindings
from tui.widgets.core.pane import Pane
from tui.widgets.core.status_line import READER, StatusLine
from tui.workspace.workspace import Workspace

with lazy_imports():
    from tui.screens.base import dialog_screen
    from tui.screens.dialogs import command_dialog, help_dialog, theme_dialog
    from tui.screens.index import index_screen
    from tui.screens.reading import reading_screen

if TYPE_CHECKING:
    from tui.index.partitioned.partitioned_index import IndexEntry
    from tui.screens.reading.reading_screen import ReadingScreen
    from tui.workspace.indexed_articles import IndexedCorpus

_FEW_COLOURS = 16
_JUDGED_EVERY = 1.0
_SELDOM = (10_000, 5, 1)
"""Numbers of new objects between two collections, and of collections until older ones join.

The oldest objects are collected nearly as often as the older ones, because closed dialogs are among
them, and their remains would fragment the memory.
"""
_TWICE = 4.0
"""Longest time in seconds between the two Ctrl-C that end the program."""
_STARTED = 2.0
"""Seconds after which start-up, or the opening of an article of an index, is over and garbage is
collected again.
"""
_CLOSED = 0.5
"""Seconds from the closing of an article of an index until its memory is freed."""
_MOST_UNFREED = 4
"""Closed articles that may take memory, where one is opened sooner than that after another."""


class ReaderApp(KeyQueueApp):
    """The application on the terminal."""

    TITLE = "variorum"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        STYLES / f"{name}.tcss"
        for name in ("app", "documents", "reader", "sources", "notes", "notes-sheet")
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("app.")]
    ENABLE_COMMAND_PALETTE = False  # its list fails on keys when nothing is found

    def __init__(
        self,
        workspace: "Workspace | IndexedCorpus",
        settings: Settings,
        folders: Folders,
        terminal: Capabilities,
        *,
        driver: str = "",
        link: str = "",
        language: str = "",
    ) -> None:
        few = terminal.colours <= _FEW_COLOURS
        self._terminal = terminal
        self._variables: dict[str, Mapping[str, str]] = {}
        """Our variables for the stylesheets, by the name of the theme."""
        super().__init__(driver_class=driver_class(driver), ansi_color=few)
        self._asked_to_quit = -_TWICE
        """The time of the last Ctrl-C without a selection; monotonic seconds."""
        self.animation_level = "none"
        self._workspace = workspace
        self._settings = settings
        self._folders = folders
        self._few_colours = few
        self._link = LinkSpeed(link)
        self._mouse_on = terminal.mouse
        self._keyboard = Keyboard(settings.keyboard, language)
        self._shown_keyboard = ""
        self._is_exempted = False
        """True if the objects of the start are exempt from garbage collection."""
        self._collection_pause: Timer | None = None
        self._unfreed = 0
        """The number of closed articles of the index that may still take memory."""
        self._is_previewing = False
        """True while the screen shows a preview from the list of themes."""
        self._own_keys = {key.strip() for keys in settings.keys.values() for key in keys.split(",")}
        """The keys that the user configured: such a letter keeps its own meaning."""
        self.crash_log: Path | None = None
        """Path of the traceback after a crash."""

    def get_css_variables(self) -> dict[str, str]:
        """Return the theme's variables, with some colours replaced by more readable ones."""
        theme_variables = super().get_css_variables()
        theme = self.current_theme
        if theme.name not in self._variables:
            self._variables[theme.name] = variables(theme, self._terminal.colours)
        self.theme_variables = {**theme_variables, **self._variables[theme.name]}
        return self.theme_variables

    def get_default_screen(self) -> Screen[None]:
        """Return the reading screen; over the list of an index it is opened later."""
        if isinstance(self._workspace, Workspace):
            return reading_screen.ReadingScreen(self._workspace, self._settings)
        return super().get_default_screen()

    @property
    def reading_screen(self) -> "ReadingScreen | None":
        """The reading screen; None while the list of an index is shown."""
        kind = reading_screen.ReadingScreen
        below = (screen for screen in self.screen_stack if isinstance(screen, kind))
        return next(below, None)

    def _open_indexed(self, entry: "IndexEntry") -> None:
        """Open an article of the index."""
        if self.reading_screen is None and not isinstance(self._workspace, Workspace):
            if self._unfreed >= _MOST_UNFREED:
                self._free_articles()
            self._pause_collection(_STARTED, self._collect_again)
            settings = replace(self._settings, watch=False)  # the index has no files
            corpus = self._workspace.open(entry)
            self.push_screen(reading_screen.ReadingScreen(corpus, settings))

    def _close_indexed(self) -> None:
        """Return to the list of the index."""
        if self.reading_screen is self.screen and not isinstance(self._workspace, Workspace):
            self.pop_screen()
            self.call_next(self._workspace.close_article)
            self._unfreed += 1
            self._pause_collection(_CLOSED, self._free_articles)

    def on_load(self) -> None:
        """Run the workers in threads of which the end of the program awaits only some."""
        if not self.is_headless:
            asyncio.get_running_loop().set_default_executor(WorkerThreads())

    def on_mount(self) -> None:
        """Set theme and keys before the first paint, and handle signals from now on."""
        if not self.is_headless:
            exit_on_signals(self)
        chosen = preferences.theme(self._folders.state)
        wanted = self.available_themes.get(chosen or "", self.available_themes[DARK])
        self.theme = stand_in(wanted, self._terminal.colours)
        self.judge_link()
        if isinstance(self._driver, EconomicalDriver):
            apart = self._link.frames_apart(measured=self._terminal.link_measured)
            self._driver.keep_apart(apart)
        self.set_interval(_JUDGED_EVERY, self.judge_link)
        self._pause_collection(_STARTED, self._collect_again)
        self.set_keymap(dict(self._settings.keys))
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        if not isinstance(self._workspace, Workspace):
            screen = index_screen.IndexScreen(self._workspace.index, self._open_indexed)
            self.push_screen(screen)

    async def on_event(self, event: events.Event) -> None:
        """Exempt the objects of the start before the first key or click opens a window."""
        if isinstance(event, events.InputEvent):
            self._exempt_from_collection()
        await super().on_event(event)

    def _exempt_from_collection(self) -> None:
        """Let collections examine only objects made from now on; those of the start stay.

        A window that was open at this moment would never be freed.
        """
        if not self._is_exempted:
            self._is_exempted = True
            gc.freeze()

    def _collect_again(self) -> None:
        """Collect garbage from now on.

        Collections are rare: a frame makes some thousands of small objects, most of which are freed
        without one.
        """
        self._exempt_from_collection()
        gc.set_threshold(*_SELDOM)
        gc.enable()

    def _pause_collection(self, seconds: float, collect: Callable[[], None]) -> None:
        """Collect no garbage for some seconds, then call `collect`.

        While an article opens, the collections would take longer than the opening.
        """
        gc.disable()
        if self._collection_pause:
            self._collection_pause.stop()
        self._collection_pause = self.set_timer(seconds, collect)

    def _free_articles(self) -> None:
        """Free the closed articles of the index: their objects name each other."""
        self._unfreed = 0
        gc.collect()
        self._collect_again()

    async def _handle(self, event: events.Key | events.Paste) -> None:
        if isinstance(event, events.Key):
            self._take_by_place(event)
        await super()._handle(event)

    def _take_by_place(self, event: events.Key) -> None:
        """Replace a key that is no typed text by the key at its position on an English keyboard."""
        focused = self.focused
        if focused is not None and focused.check_consume_key(event.key, event.character):
            return
        if event.character and self._means_itself(event.character):
            event.key = key_name(event.character)
            return
        modifiers, _, name = event.key.rpartition("+")
        char = event.character or name
        if len(char) != 1 or key_name(char) != name or not (key := self._keyboard.key(char)):
            return
        event.key = f"{modifiers}+{key_name(key)}" if modifiers else key_name(key)
        self._show_keyboard()

    def _means_itself(self, char: str) -> bool:
        """Return True if a letter keeps its meaning even if the terminal reports its position."""
        return char in self._own_keys or (self._settings.keyboard == LATIN and not char.isascii())

    def _show_keyboard(self) -> None:
        """Show once which keyboard was detected, and the setting that changes it."""
        name = self._keyboard.name
        if self._keyboard.is_found and name != self._shown_keyboard:
            self._shown_keyboard = name
            self.notify(
                f"Letters act like the keys at their position on the {LAYOUTS[name].title}"
                f' keyboard. Set keyboard = "{name}", or another layout, in config.toml.',
                markup=False,
            )

    def _keep_theme(self, name: str) -> None:
        """Save a chosen theme, or show another one if the terminal has too few colours for it."""
        fallback = stand_in(self.available_themes[name], self._terminal.colours)
        if self._is_previewing:
            return
        if fallback != name:
            self.theme = fallback
            self.notify(
                f"{name} needs more than {self._terminal.colours} colours: {fallback} instead",
                markup=False,
            )
        elif not self._few_colours:
            preferences.keep_theme(self._folders.state, name)

    def action_change_theme(self) -> None:
        """Choose a theme from a list; the screen shows the theme under the cursor."""
        before = self.theme
        self._is_previewing = True

        def show(name: str) -> None:
            self.theme = name

        def choose(name: str | None) -> None:
            self.theme = name or before
            self.call_next(end, name)

        def end(name: str | None) -> None:  # after the messages about the last change
            self._is_previewing = False
            if name:
                self._keep_theme(name)

        dialog = theme_dialog.ThemeDialog(self._offered_themes, before, show, self._settings.keys)
        self.push_screen(dialog, choose)

    @property
    def _offered_themes(self) -> list[str]:
        """The names of the themes that this terminal can show."""
        colours = self._terminal.colours
        themes = self.available_themes.items()
        return sorted(name for name, theme in themes if stand_in(theme, colours) == name)

    def judge_link(self) -> None:
        """Draw with fewer colours while the link is slow."""
        self._link.config(getattr(self._driver, "frame_time", None), monotonic())
        for screen in self.screen_stack:
            screen.set_class(self._link.is_slow, "-slow-link")

    def _carry_out(self, command: Command) -> None:
        """Run a command as its key does: in the focused pane, or above it."""
        node: DOMNode | None = self.screen.focused or self.screen
        while node is not None:
            if action := getattr(node, f"action_{command.action}", None):
                self.call_next(action)
                return
            node = node.parent

    def action_app_help(self) -> None:
        """Show every key, those that work on this screen first."""
        line = self.screen.query(StatusLine)
        keyboard = line.first().keyboard if line else READER
        areas = self.screen.key_areas if isinstance(self.screen, dialog_screen.DialogScreen) else ()
        below = self.reading_screen
        names = below.notes.mark_names if below else {}
        self.push_screen(help_dialog.Help(self._settings.keys, keyboard, names, areas))

    def action_app_command_palette(self) -> None:
        """Show every command and the themes."""
        if not isinstance(self.screen, command_dialog.CommandDialog):
            self.push_screen(command_dialog.CommandDialog(self._settings.keys), self._run_chosen)

    def _run_chosen(self, chosen: str | None) -> None:
        """Run the command that was chosen from the list, once the list is closed."""
        if chosen == command_dialog.THEMES:
            self.call_next(self.action_change_theme)
        elif chosen:
            self.call_next(self._carry_out, BY_ID[chosen])

    def action_app_redraw(self) -> None:
        """Send the whole screen again."""
        redraw = getattr(self._driver, "redraw", None)
        if redraw is None:
            self.refresh(layout=True)
        else:
            redraw()

    def action_app_mouse(self) -> None:
        """Turn the mouse on or off."""
        set_mouse = getattr(self._driver, "set_mouse", None)
        if set_mouse is not None:
            self._mouse_on = not self._mouse_on
            set_mouse(enabled=self._mouse_on)
            self.notify(f"The mouse is {'on' if self._mouse_on else 'off'}", timeout=2)

    def action_app_suspend_process(self) -> None:
        """Return to the shell for a while, where that is allowed."""
        if self._settings.secure:
            self.notify("There is no shell in secure mode", timeout=2)
        else:
            self.action_suspend_process()

    def _load_screen_css(self, screen: Screen[object]) -> None:
        """Parse the style sheet of a screen that is opened for the first time.

        Only this sheet is parsed, and mounted widgets keep their style: a sheet styles its own
        widgets.
        """
        for path in screen.css_path:
            if not self.stylesheet.has_source(str(path)):
                self.stylesheet.read(path)
        super()._load_screen_css(screen)

    def pop_screen(self) -> AwaitComplete:
        """Close the uppermost screen, and drop its drawn lines."""
        forget_rendered()
        return super().pop_screen()

    def on_resize(self) -> None:
        """Drop the values that were computed for another size."""
        forget_rendered()

    @on(MeasureChanged)
    def _measure_anew(self) -> None:
        """Wrap all lines again."""
        for screen in self.screen_stack:
            for pane in screen.query(Pane):
                pane.remeasure()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open no link: over SSH it would open on the other machine, and secure mode forbids it."""
        del new_tab
        self.notify(url, title="The link", markup=False)

    def action_app_quit(self) -> None:
        """End the program; if the typed text can't be saved, only after the reader discards it."""
        below = self.reading_screen
        if below is None:
            self.exit()
        elif isinstance(self._workspace, Workspace):
            below.leave(self.exit)
        else:
            below.leave(self._close_indexed)

    def action_app_copy_or_quit(self) -> None:
        """Copy the selection; without one, a second call in a row ends the program."""
        below = self.reading_screen
        if below is self.screen and below.copy_selection():
            return
        now = monotonic()
        if now - self._asked_to_quit < _TWICE:
            self.action_app_quit()
        else:
            self._asked_to_quit = now
            word = hints(self._settings.keys, "app.quit quits")
            self.notify(f"Ctrl-C again quits; {word}", timeout=_TWICE, markup=False)

    @on(WorkerFailed)
    def _write_crash_log(self, event: WorkerFailed) -> None:
        write_crash_log(self._folders.log, event.error)

    def _fatal_error(self) -> None:
        """Write the traceback of a crash to a file, and show its path to the user."""
        self.crash_log = write_crash_log(self._folders.log, self._exception)
        self._close_messages_no_wait()
