//! The `lantoa` program.

fn main() -> std::process::ExitCode {
    lantoa::cli::main()
}
