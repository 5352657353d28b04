package dev.trellis.ui.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.sheet.SheetLimits;
import dev.trellis.core.sheet.Sheets;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.DirtyAccounts;
import dev.trellis.ui.LiveTrellis;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Imports and exports as a program would do them. */
class TransferApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ROWS = 5_000;

    @Test
    void five_thousand_dirty_rows_are_tried_run_and_undone() throws Exception {
        var seed = System.nanoTime();
        System.out.println("seed " + seed);
        var file = DirtyAccounts.of(ROWS, seed);
        var token = DemoCompany.token("wangfang");
        var before = count(token);

        var tried = ended(token, upload(token, "account", file.csv(';').getBytes(Charset.forName("GB18030")), "true"));

        assertThat(tried.path("state").stringValue()).isEqualTo("checked");
        var plan = tried.path("plan");
        assertThat(plan.path("mode").stringValue()).isEqualTo("upsert");
        assertThat(plan.path("key").toString()).isEqualTo("[\"credit_code\"]");
        assertThat(plan.path("columns").size()).isGreaterThanOrEqualTo(8);
        assertCounts(file, tried);
        assertThat(count(token)).isEqualTo(before);
        var errors = get(token, "/api/v1/jobs/" + id(tried) + "/errors?limit=500");
        assertThat(errors.path("items").size()).isEqualTo(Math.min(500, file.failed()));

        send(token, "POST", "/api/v1/jobs/" + id(tried) + "/run", BodyPublishers.noBody());
        var done = ended(token, tried);

        assertThat(done.path("state").stringValue()).isEqualTo("done");
        assertCounts(file, done);
        assertThat(count(token)).isEqualTo(before + file.created());
        var rows = new ArrayList<List<String>>();
        var sheet = Files.write(
                Files.createTempFile("errors", ".xlsx"), bytes(token, "/api/v1/jobs/" + id(done) + "/error-file"));
        Sheets.read(sheet, SheetLimits.DEFAULT, row -> rows.add(row.cells()));
        assertThat(rows).hasSize(1 + file.failed());
        assertThat(rows.getFirst().getLast()).isEqualTo("问题");
        assertThat(rows).allSatisfy(row -> assertThat(row.getLast()).isNotBlank());

        send(token, "POST", "/api/v1/jobs/" + id(tried) + "/undo", BodyPublishers.noBody());
        var undone = ended(token, tried);

        assertThat(undone.path("state").stringValue()).isEqualTo("undone");
        assertThat(undone.path("undo").path("kept").intValue()).isZero();
        assertThat(count(token)).isEqualTo(before);
    }

    private static void assertCounts(DirtyAccounts file, JsonNode job) {
        var counts = job.path("counts");
        assertThat(counts.path("failed").intValue()).isEqualTo(file.failed());
        assertThat(counts.path("created").intValue()).isEqualTo(file.created());
        assertThat(counts.path("updated").intValue() + counts.path("unchanged").intValue())
                .isEqualTo(file.repeated());
        assertThat(job.path("done").intValue()).isEqualTo(file.total());
    }

    @Test
    void a_form_with_file_and_plan_begins_a_run_at_once() throws Exception {
        var token = DemoCompany.token("wangfang");
        var name = "表单 " + System.nanoTime();
        var plan = """
                {"mode": "insert", "columns": [{"heading": "A", "path": "name"}, {"index": 1, "path": "city"}]}""";
        var body = "--x\r\nContent-Disposition: form-data; name=\"plan\"\r\n\r\n" + plan
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"dryRun\"\r\n\r\nfalse"
                + "\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nA,B\n" + name
                + ",上海\n\r\n--x--\r\n";

        var begun = HTTP.send(
                request(token, "/api/v1/records/account/import")
                        .header("Content-Type", "multipart/form-data; boundary=x")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());

        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        assertThat(begun.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).startsWith("/api/v1/jobs/"));
        var done = ended(token, JSON.readTree(begun.body()));
        assertThat(done.path("counts").path("created").intValue()).isEqualTo(1);
        var found = get(
                token, "/api/v1/records/account?fields=city&filter=" + encoded("name = :n") + "&p.n=" + encoded(name));
        assertThat(found.path("items").get(0).path("values").path("city").stringValue())
                .isEqualTo("上海");
    }

    @Test
    void a_list_is_exported_with_its_filter_and_columns() throws Exception {
        var token = DemoCompany.token("wangfang");

        var answer = HTTP.send(
                request(
                                token,
                                "/api/v1/records/account/export?format=csv&fields=name,owner&sort=-name&filter="
                                        + encoded("BEGINS(name, :b)") + "&p.b=")
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("filename*=UTF-8''");
        assertThat(answer.body()).startsWith("\uFEFF客户名称,负责人\r\n");
    }

    @Test
    void what_is_wrong_is_told_and_nothing_begins() throws Exception {
        var token = DemoCompany.token("wangfang");

        assertThat(code(send(
                        token, "POST", "/api/v1/records/product/import?name=a.csv", BodyPublishers.ofString("a\nb"))))
                .isEqualTo("403 MAY_NOT_IMPORT");
        assertThat(code(send(
                        token, "POST", "/api/v1/records/nothing/import?name=a.csv", BodyPublishers.ofString("a\nb"))))
                .isEqualTo("404 ENTITY_NOT_FOUND");
        assertThat(code(send(token, "POST", "/api/v1/records/account/import?name=a.csv", BodyPublishers.noBody())))
                .isEqualTo("400 UPLOAD_MISSING");
        assertThat(code(send(token, "POST", "/api/v1/records/account/import?name=a.csv", BodyPublishers.ofString("a"))))
                .isEqualTo("422 IMPORT_NO_DATA");
        assertThat(code(send(token, "GET", "/api/v1/records/account/export?format=pdf", BodyPublishers.noBody())))
                .isEqualTo("400 EXPORT_FORMAT_UNKNOWN");
        assertThat(code(send(token, "GET", "/api/v1/records/account/export?fields=nothing", BodyPublishers.noBody())))
                .isEqualTo("400 UNKNOWN_FIELD");
        assertThat(code(send(token, "GET", "/api/v1/jobs/123", BodyPublishers.noBody())))
                .isEqualTo("404 IMPORT_NOT_FOUND");
    }

    @Test
    void a_refused_plan_leaves_no_import_behind() throws Exception {
        var token = DemoCompany.token("wangfang");
        var before = get(token, "/api/v1/jobs").findValuesAsString("id");

        for (var plan : List.of(
                "{\"mode\": \"insert\", \"columns\": [{\"index\": 7, \"path\": \"name\"}]}", "{\"mode\": 1}", "[")) {
            var body = "--x\r\nContent-Disposition: form-data; name=\"plan\"\r\n\r\n" + plan
                    + "\r\n--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nA\nb\n\r\n--x--\r\n";
            var answer = HTTP.send(
                    request(token, "/api/v1/records/account/import")
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        }

        assertThat(get(token, "/api/v1/jobs").findValuesAsString("id")).isEqualTo(before);
    }

    @Test
    void an_import_exists_only_for_who_began_it() throws Exception {
        var mine = upload(DemoCompany.token("wangfang"), "account", "客户名称\n甲\n".getBytes(StandardCharsets.UTF_8), "");
        var other = DemoCompany.token("chenjianguo");

        for (var path : List.of("", "/mapping", "/errors", "/error-file")) {
            assertThat(code(send(other, "GET", "/api/v1/jobs/" + id(mine) + path, BodyPublishers.noBody())))
                    .isEqualTo("404 IMPORT_NOT_FOUND");
        }
        for (var path : List.of("/run", "/check", "/undo", "/resume")) {
            assertThat(code(send(other, "POST", "/api/v1/jobs/" + id(mine) + path, BodyPublishers.noBody())))
                    .isEqualTo("404 IMPORT_NOT_FOUND");
        }
        assertThat(get(other, "/api/v1/jobs").toString()).doesNotContain(id(mine));
    }

    private static String id(JsonNode job) {
        return job.path("id").stringValue();
    }

    private static String code(HttpResponse<String> answer) {
        var problems = JSON.readTree(answer.body()).path("problems");
        return answer.statusCode() + " " + problems.path(0).path("code").asString("");
    }

    private static JsonNode upload(String token, String entity, byte[] file, String dryRun) throws Exception {
        var answer = HTTP.send(
                request(
                                token,
                                "/api/v1/records/" + entity + "/import?name=%E5%AE%A2%E6%88%B7.csv"
                                        + (dryRun.isEmpty() ? "" : "&dryRun=" + dryRun))
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofByteArray(file))
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JSON.readTree(answer.body());
    }

    private static JsonNode ended(String token, JsonNode job) throws Exception {
        var deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        var now = get(token, "/api/v1/jobs/" + id(job));
        while (List.of("checking", "running", "undoing")
                        .contains(now.path("state").stringValue())
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            now = get(token, "/api/v1/jobs/" + id(job));
        }
        return now;
    }

    private static int count(String token) throws Exception {
        return get(token, "/api/v1/records/account?limit=1&fields=name&count=exact")
                .path("count")
                .path("value")
                .intValue();
    }

    private static JsonNode get(String token, String path) throws Exception {
        var answer = send(token, "GET", path, BodyPublishers.noBody());
        assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static byte[] bytes(String token, String path) throws IOException, InterruptedException {
        return HTTP.send(request(token, path).build(), BodyHandlers.ofByteArray())
                .body();
    }

    private static HttpResponse<String> send(String token, String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        return HTTP.send(
                request(token, path).method(method, body).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(String token, String path) {
        return HttpRequest.newBuilder(URI.create(LiveTrellis.address() + path))
                .header("Authorization", "Bearer " + token);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
