//! The manual page: one page for the program and all its commands, each with
//! its options, and what no option says: files, exit status, examples.

use std::io::{self, Write};

use clap::{Arg, ArgAction, Command};
use clap_mangen::Man;
use clap_mangen::roff::{Inline, Roff, bold, italic, roman};

/// Writes the page in roff.
pub(super) fn page(command: Command, out: &mut dyn Write) -> io::Result<()> {
    let man = Man::new(command.clone()).manual("lantoa");
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut roff = Roff::default();
    roff.control("SH", ["COMMANDS"]);
    let mut command = command;
    command.build();
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        of_command(&mut roff, "lantoa", sub);
    }
    rest(&mut roff);
    roff.to_writer(out)
}

fn of_command(roff: &mut Roff, above: &str, command: &Command) {
    let name = format!("{above} {}", command.get_name());
    roff.control("SS", [name.as_str()]);
    let own = |arg: &&Arg| {
        let shown = !arg.is_hide_set() && !arg.is_global_set();
        shown && !matches!(arg.get_action(), ArgAction::Help | ArgAction::HelpShort)
    };
    let mut usage = vec![bold(&name)];
    if command.get_opts().any(|arg| own(&arg)) {
        usage.push(roman(" [options]"));
    }
    for arg in command.get_positionals().filter(|arg| !arg.is_hide_set()) {
        usage.push(roman(" "));
        usage.push(italic(value_name(arg)));
    }
    roff.text(usage);
    if let Some(about) = command.get_about() {
        roff.control("PP", []);
        roff.text([roman(about.to_string())]);
    }
    for arg in command.get_arguments().filter(own) {
        of_arg(roff, arg);
    }
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        if sub.get_name() != "help" {
            of_command(roff, &name, sub);
        }
    }
}

fn of_arg(roff: &mut Roff, arg: &Arg) {
    roff.control("TP", []);
    let takes_value = arg.get_action().takes_values();
    let mut head: Vec<Inline> = Vec::new();
    match arg.get_long() {
        Some(long) => head.push(bold(format!("--{long}"))),
        None => head.push(italic(value_name(arg))),
    }
    if arg.get_long().is_some() && takes_value {
        head.push(roman(" "));
        head.push(italic(value_name(arg)));
    }
    roff.text(head);
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let default: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
    if takes_value && !default.is_empty() && !help.contains("default") {
        help += &format!(" (default: {})", default.join(", "));
    }
    let values: Vec<String> = match takes_value {
        true => arg.get_possible_values().iter().map(|v| v.get_name().to_string()).collect(),
        false => Vec::new(),
    };
    if !values.is_empty() {
        help += &format!(". One of: {}", values.join(", "));
    }
    roff.text([roman(help)]);
}

fn value_name(arg: &Arg) -> String {
    match arg.get_value_names() {
        Some([name, ..]) => name.to_string(),
        _ => arg.get_id().as_str().to_uppercase(),
    }
}

/// What no option says.
fn rest(roff: &mut Roff) {
    let sections: &[(&str, &[(&str, &str)])] = &[
        (
            "FILES",
            &[
                ("content/", "What people write: YAML and Markdown, with kit.yml at the top."),
                (
                    "public/",
                    "The site and everything to download. lantoa deletes there only what it made.",
                ),
                (".lantoa/", "Drawings kept for the next build. It may be deleted at any time."),
                ("themes/", "Themes of the kit's own; the default theme is inside the program."),
            ],
        ),
        (
            "EXIT STATUS",
            &[
                ("0", "Done."),
                ("1", "The content has errors, or warnings with --strict; public/ is as it was."),
                ("2", "Wrong usage, or the machine failed."),
            ],
        ),
        (
            "ENVIRONMENT",
            &[("LANG", "lantoa speaks English where it begins with en, else Vietnamese.")],
        ),
        (
            "EXAMPLES",
            &[
                ("lantoa new kho", "Makes a small kit in the folder kho."),
                (
                    "lantoa new message tet-nay --audience ho-gia-dinh --headline \"Tết này cả nhà có thẻ\"",
                    "Adds a draft message to the kit's campaign.",
                ),
                (
                    "lantoa serve --drafts",
                    "Builds the kit, drafts included, and shows it on this machine.",
                ),
                (
                    "lantoa build --date 2027-01-01 --out preview",
                    "The kit as it will be on that day.",
                ),
            ],
        ),
    ];
    for (title, entries) in sections {
        roff.control("SH", [*title]);
        for (name, text) in *entries {
            roff.control("TP", []);
            roff.text([bold(*name)]);
            roff.text([roman(*text)]);
        }
    }
}
