//! `lantoa check`: every check, nothing written.

use super::options::Check;
use super::report::{print, read, say, spans_of};
use super::{Stop, build};
use crate::check::drawn;
use crate::diag::{Diagnostics, Lang};
use crate::make::run::{Purpose, run as make};

pub(super) fn run(options: &Check, lang: Lang) -> Result<(), Stop> {
    let mut read = read(&options.input, lang)?;
    if !options.no_drawn {
        let typesetter = build::typesetter(&read.theme)?;
        let mut found = Diagnostics::default();
        for planner in read.planners() {
            let jobs = planner.drawings();
            let progress = build::Progress::new(jobs.len());
            let tick = || progress.tick();
            let digest = read.theme.digest();
            let results = make(&jobs, &typesetter, digest, None, Purpose::Check, &tick);
            progress.done();
            for (job, result) in jobs.iter().zip(&results) {
                match result {
                    Ok(made) => {
                        drawn::weigh(job, &made.bytes, &mut found);
                        let spans = spans_of(planner.kit, job.kind, &job.id);
                        let (files, flaws) = (&read.content.files, &made.learnt.flaws);
                        drawn::report(job, flaws, true, files, &spans, &mut found);
                    }
                    Err(faults) => {
                        let spans = spans_of(planner.kit, job.kind, &job.id);
                        let files = &read.content.files;
                        drawn::report(job, faults, false, files, &spans, &mut found);
                    }
                }
            }
        }
        read.found.extend(found.into_list());
    }
    print(&mut read, &options.input, lang)?;
    println!("{}", say("checked", &[("count", &read.kit.items.len().to_string())], lang));
    Ok(())
}
