/// The sample API, and the server of the sample app.
module dev.narthex.samples {
    requires dev.narthex.http;
    requires dev.narthex.jose;
    requires dev.narthex.server;
    requires java.net.http;

    exports dev.narthex.samples;
}
