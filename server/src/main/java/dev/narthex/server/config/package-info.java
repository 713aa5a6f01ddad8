/// Everything an operator can set.
///
/// [dev.narthex.server.config.Setting] is the one list: command line, environment, file and help page are made from it.
/// [dev.narthex.server.config.SettingSources] gathers what was given and where,
/// [dev.narthex.server.config.ConfigReader]
/// makes a [dev.narthex.server.config.ServerConfig] of it or names every problem. Receives from the commands in
/// `dev.narthex.server`, hands over to `Narthex`. No routes.
package dev.narthex.server.config;
