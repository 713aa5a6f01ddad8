package dev.narthex.server.wiring;

import dev.narthex.clientauth.ClientAuthenticator;
import dev.narthex.crypt.Sealer;
import dev.narthex.device.ActivatePage;
import dev.narthex.device.Activations;
import dev.narthex.device.ConfirmDevicePage;
import dev.narthex.device.DeviceAuthorizeEndpoint;
import dev.narthex.device.GuessThrottle;
import dev.narthex.device.UserCodes;
import dev.narthex.http.Router;

/// Who answers devices, and the people who allow them.
final class DeviceRoutes {
    private DeviceRoutes() {}

    static void add(Router router, Foundation base, ClientAuthenticator clients) {
        var world = base.world;
        var store = world.storage().devices();
        var codes = new UserCodes(world.secrets().masterKey(), world.secrets().random());
        var making = new DeviceAuthorizeEndpoint.Making(store, codes, base.ids, base.secrets, world.clock());
        var authorize = new DeviceAuthorizeEndpoint(base.servers, clients, making, base.log, world.issuers());
        for (String server : Routes.SERVERS) router.post(server + "/v1/device/authorize", authorize::handle);
        var activations = new Activations(new Sealer(
                world.secrets().masterKey(),
                "device activations",
                world.secrets().random()));
        var guesses = new GuessThrottle(world.clock(), address -> !world.isLimited(address));
        var activate = new ActivatePage(
                new ActivatePage.Waiting(store, codes, guesses, activations),
                new ActivatePage.Browser(base.devices, base.forms),
                base.pages,
                base.log,
                world.clock());
        var confirm = new ConfirmDevicePage(
                new ConfirmDevicePage.Rooms(store, activations, base.apps, base.servers, base.people),
                new ConfirmDevicePage.Browser(base.sessions, base.devices, base.forms),
                new ConfirmDevicePage.Record(world.storage().grants(), base.log, base.ids, world.clock()),
                base.pages);
        router.get("/activate", activate::show).post("/activate", activate::submit);
        router.get("/activate/confirm", confirm::show).post("/activate/confirm", confirm::submit);
    }
}
