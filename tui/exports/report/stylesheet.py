"""The stylesheet of the report's page: for screens, light and dark, and for paper."""

from tui.exports.report.palette import DARK, LIGHT, SHAPES, Palette

_RULES = """
*{box-sizing:border-box}
html{color-scheme:light dark;background:var(--page);color:var(--text);
font:1rem/1.55 system-ui,sans-serif;-webkit-text-size-adjust:100%}
body{max-width:72rem;margin:0 auto;padding:1rem 1.25rem 4rem}
h1,h2,h3,h4{line-height:1.25;margin:1.6em 0 .5em}
h1{font-size:1.9rem;margin-top:.6em}
h2{font-size:1.45rem;border-bottom:1px solid var(--line);padding-bottom:.2em;margin-top:2.2em}
h3{font-size:1.12rem}
h4{font-size:1rem}
p,ul,ol,blockquote{margin:.5em 0}
p,li,blockquote{max-width:46rem;overflow-wrap:anywhere}
ul,ol{padding-left:1.4em}
li{margin:.35em 0}
a{color:var(--link)}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.5rem;background:var(--page);padding:.4rem .8rem}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
white-space:nowrap}
.dim{color:var(--dim);font-size:.92em}
.siglum{font-weight:700;white-space:nowrap}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem}
nav li{margin:0}
.scroll{overflow-x:auto;margin:.8em 0}
table{border-collapse:collapse;font-size:.95rem}
caption{text-align:left;color:var(--dim);padding-bottom:.4em}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid var(--line)}
thead th{border-bottom:2px solid var(--dim);vertical-align:bottom}
th[scope=row]{font-weight:400;max-width:34rem}
td.number{text-align:right;font-variant-numeric:tabular-nums}
.numbers th[scope=col]:nth-child(n+3){text-align:right}
td.cell{text-align:center;padding:.3rem .35rem}
.claims th[scope=col]:not(:first-child){text-align:center}
svg text{fill:var(--text);font:12px system-ui,sans-serif}
svg.coverage{width:16rem;height:.9rem;display:block;margin-top:.3rem}
svg.map,svg.families{display:block}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;list-style:none;padding:0}
.legend li{margin:0}
.key{display:inline-block;width:1rem;height:.8rem;margin-right:.4rem}
.families text{paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}
.arc{fill:none;stroke:var(--close)}
.arrow{fill:var(--text)}
.node{fill:var(--page);stroke:var(--text);stroke-width:1.5}
blockquote{margin-left:0;padding-left:.9rem;border-left:3px solid var(--line)}
mark{color:var(--text);background:var(--differs-ground);padding:0 .1em;
text-decoration:underline;text-decoration-thickness:2px;text-decoration-color:var(--differs)}
mark.only{background:var(--only-ground);text-decoration-color:var(--only)}
del{color:var(--dim)}
ins{color:var(--text);background:var(--differs-ground);text-decoration:underline}
.kind-differs{color:var(--differs);font-weight:700}
.tag{color:var(--note)}
.box{background:var(--panel);padding:.6rem .9rem;border-radius:.3rem;max-width:48rem;margin:.8em 0}
.lines{white-space:pre-line}
"""

_PAPER = """
body{max-width:none;padding:0;font-size:10.5pt}
nav,.skip{display:none}
a{color:inherit;text-decoration:none}
h1,h2,h3,h4{break-after:avoid}
li,tr,blockquote,.box,svg{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible}
table{font-size:.85em}
th,td{padding:.15rem .3rem}
th[scope=row]{min-width:11rem}
svg.coverage{width:7rem}
svg.map,svg.families{max-width:100%;height:auto}
svg,mark,ins,.key,.box{-webkit-print-color-adjust:exact;print-color-adjust:exact}
@page{margin:18mm 16mm}
"""


def stylesheet() -> str:
    """Return the whole stylesheet."""
    shapes = "".join(
        f".fill-{name}{{fill:var(--{name})}}.key-{name}{{background:var(--{name})}}"
        for name in SHAPES
    )
    return (
        f":root{_variables(LIGHT)}"
        f"@media screen and (prefers-color-scheme:dark){{:root{_variables(DARK)}}}"
        f"{_RULES}{shapes}@media print{{{_PAPER}}}"
    ).replace("\n", "")


def _variables(palette: Palette) -> str:
    return "{" + "".join(f"--{name}:{value};" for name, value in palette.items()) + "}"
