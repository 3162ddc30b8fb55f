//! Kills in the midst of work, full disks and lost databases: each change is whole or undone, and nothing is lost
//! that was answered (S26). Real processes, real time.

mod act;
mod caller;
mod chance;
mod fail_over;
mod full_disk;
mod ground;
mod kills;
mod life;
mod proof;
mod replay;
