package dev.narthex.page.console;

/// The parts of the console, as its navigation names them.
public enum Section {
    PEOPLE("People", "/admin/people"),
    APPS("Apps", "/admin/apps"),
    GROUPS("Groups", "/admin/groups"),
    EVENTS("Log", "/admin/log");

    private final String label;
    private final String path;

    Section(String label, String path) {
        this.label = label;
        this.path = path;
    }

    public String label() {
        return label;
    }

    public String path() {
        return path;
    }
}
