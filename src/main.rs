//! The `lantoa` program.

/// Threads allocate and free much at once, small things most; the system's
/// allocator takes more time for that and leaves more holes (see
/// docs/performance.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    lantoa::cli::main()
}
