package dev.narthex.registration;

import dev.narthex.crypt.Sealer;
import dev.narthex.crypt.SecretHash;
import dev.narthex.http.BadRequest;
import dev.narthex.http.Json;
import dev.narthex.password.StoredPassword;
import dev.narthex.users.Login;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An account that is to be made once its address is proved. It lies, sealed, with the link that proves it: so nobody
/// takes a login by typing it, and what is not proved is gone with the link.
record Pending(Map<String, Object> profile, StoredPassword password) {

    /// What stands for a person who is not there yet: one link for each login and browser. A stranger who asks for the
    /// same login elsewhere does not end the link of its owner.
    static String holder(Login login, String browser) {
        return "reg" + SecretHash.of(login.normalised() + "\n" + browser).hex();
    }

    String seal(Sealer sealer) {
        return sealer.sealText(Json.text(Map.of("profile", profile, "password", password.encoded())));
    }

    static Pending open(Sealer sealer, String sealed) {
        var text = sealer.openText(sealed).orElseThrow(() -> new IllegalStateException("we did not seal this"));
        try {
            var json = Json.readObject(text.getBytes(StandardCharsets.UTF_8));
            var profile = new LinkedHashMap<String, Object>();
            ((Map<?, ?>) json.get("profile")).forEach((name, value) -> profile.put((String) name, value));
            return new Pending(profile, new StoredPassword((String) json.get("password")));
        } catch (BadRequest malformed) {
            throw new IllegalStateException("we sealed something unreadable", malformed);
        }
    }
}
