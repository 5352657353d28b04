package dev.trellis.samples.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Trellis under measurement, as its administrator sees it. */
final class Workspace {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String LIST = """
            {"id": "c_bench", "label": {"en": "Bench"}, "entity": "opportunity",
             "columns": ["name", "account", "amount", "stage"], "filter": "stage = \\"proposal\\"",
             "sort": [{"path": "amount", "descending": true}]}
            """;

    private final Contender trellis;

    Workspace(Contender trellis) {
        this.trellis = trellis;
    }

    /** Waits until the workspace is there: the server listens before its database and its first package are ready. */
    void signIn(String password) throws InterruptedException {
        var last = "";
        for (int i = 0; i < 900; i++) {
            try {
                var answer = trellis.send(
                        "POST",
                        "/api/v1/auth/token",
                        "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(password),
                        Map.of());
                if (answer.statusCode() == 200) {
                    trellis.token(JSON.readTree(answer.body()).path("token").stringValue());
                    return;
                }
                last = answer.body();
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("Nobody can sign in: " + last);
    }

    long me() throws IOException, InterruptedException {
        var me = JSON.readTree(trellis.get("/api/v1/me").body());
        return Long.parseLong(me.path("id").asString(me.at("/user/id").asString("")));
    }

    /** Declares the list that is measured; its index comes with it. */
    void publishList() throws IOException, InterruptedException {
        expect(trellis.send("PUT", "/api/v1/metadata/list/c_bench", LIST, Map.of()));
        var published =
                trellis.send("POST", "/api/v1/metadata/publish", "{\"comment\": \"bench\", \"confirm\": []}", Map.of());
        if (published.statusCode() != 200 && published.statusCode() != 422) {
            expect(published);
        }
    }

    /** Returns how many milliseconds each of some publishes took that add a field to the table, the shortest first. */
    List<Double> addFields(int times) throws IOException, InterruptedException {
        var took = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            took.add(addField());
        }
        took.sort(null);
        return took;
    }

    private double addField() throws IOException, InterruptedException {
        var entity = (ObjectNode)
                JSON.readTree(trellis.get("/api/v1/metadata/entity/opportunity").body());
        entity.withArray("fields")
                .add(JSON.readTree("{\"id\": \"c_bench_%d\", \"label\": {\"en\": \"Bench\"}, \"type\": \"decimal\"}"
                        .formatted(System.nanoTime() % 1_000_000_000)));
        expect(trellis.send("PUT", "/api/v1/metadata/entity/opportunity", entity.toString(), Map.of()));
        long began = System.nanoTime();
        expect(trellis.send("POST", "/api/v1/metadata/publish", "{\"comment\": \"field\", \"confirm\": []}", Map.of()));
        return (System.nanoTime() - began) / 1e6;
    }

    static void expect(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
    }
}
