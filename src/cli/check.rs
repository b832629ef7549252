//! `lantoa check`: every check, nothing written.

use super::options::Check;
use super::report::{print, read, say, spans_of};
use super::{Stop, build};
use crate::check::drawn;
use crate::diag::Lang;
use crate::make::run::{Purpose, run as make};
use crate::plan::Planner;

pub(super) fn run(options: &Check, lang: Lang) -> Result<(), Stop> {
    let mut read = read(&options.input, lang)?;
    if !options.no_drawn {
        let planner = Planner { kit: &read.kit, content: &read.content, theme: &read.theme };
        let jobs = planner.drawings();
        let typesetter = build::typesetter(&read.theme)?;
        let progress = build::Progress::new(jobs.len());
        let results = make(&jobs, &typesetter, read.theme.digest(), None, Purpose::Check, &|| {
            progress.tick()
        });
        progress.done();
        for (job, result) in jobs.iter().zip(&results) {
            match result {
                Ok(made) => drawn::weigh(job, &made.bytes, &mut read.found),
                Err(faults) => {
                    let spans = spans_of(&read.kit, job.kind, &job.id);
                    drawn::report(job, faults, &read.content.files, &spans, &mut read.found);
                }
            }
        }
    }
    print(&mut read, &options.input, lang)?;
    println!("{}", say("checked", &[("count", &read.kit.items.len().to_string())], lang));
    Ok(())
}
