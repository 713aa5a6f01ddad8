package dev.narthex.roles;

/// What an administrator may do. Each includes those before it.
public enum Right {
    /// See people, groups and what happened.
    LOOK,
    /// Help people back in: unlock them, send them a link to a password, end their sessions.
    HELP,
    /// Make, change and remove people and groups.
    MANAGE,
    /// Whatever there is: apps, and administrators, too.
    ALL
}
