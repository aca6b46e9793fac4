"""How well raters agree, on one tape and over a study, and what they settle on."""
