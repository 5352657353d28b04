package dev.trellis.ui.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A call that must be refused, and how.
 *
 * @param who the demo person, or empty for nobody
 * @param body empty for none
 * @param place the path of one of the problems
 * @param said what its message must name: what was given, what is allowed
 */
record Refusal(
        String who,
        String method,
        String path,
        String body,
        Map<String, String> headers,
        int status,
        String code,
        String place,
        List<String> said) {

    static Refusal of(String who, String call, String body, int status, String code, String place, String... said) {
        var parts = call.split(" ", 2);
        return new Refusal(who, parts[0], parts[1], body, Map.of(), status, code, place, List.of(said));
    }

    Refusal with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Refusal(who, method, path, body, more, status, code, place, said);
    }

    @Override
    public String toString() {
        return status + " " + code + " " + method + " " + path + " " + body.substring(0, Math.min(60, body.length()));
    }
}
