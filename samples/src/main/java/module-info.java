/// The sample API, and the server of the sample app.
module dev.narthex.samples {
    requires dev.narthex.http;
    requires dev.narthex.jose;

    exports dev.narthex.samples;
}
