/// Devices without a browser of their own: they show a code, and a person allows them from another machine.
///
/// Routes: `…/v1/device/authorize` for the device, `/activate` and `/activate/confirm` for the person. Receives
/// authenticated clients from `clientauth`, people from `session`; `token` polls what was decided.
package dev.narthex.device;
