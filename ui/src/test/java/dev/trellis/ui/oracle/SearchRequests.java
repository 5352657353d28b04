package dev.trellis.ui.oracle;

import dev.trellis.ui.oracle.Http.Call;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Draws searches as somebody would who wants to learn what is hidden: words that stand in hidden records and fields,
 * their beginnings and slips, small pages, one kind of record or all, and the total of a list that is searched.
 */
final class SearchRequests {

    /** The method of a request that no route serves: the path names the entity, the body is what was typed. */
    static final String PICK = "PICK";

    static final int PICKED = 5;

    private static final List<String> WORDS = List.of(
            "harbour",
            "harbor",
            "harbuor",
            "harb",
            "h",
            "pier",
            "peir",
            "north",
            "nroth",
            "lantern",
            "lantren",
            "海港",
            "海",
            "海巷",
            "haigang",
            "hg",
            "office",
            "thing",
            "thing 3",
            "thign",
            "line",
            "friend",
            "zebra",
            "zebar",
            "ostrich",
            "loud",
            "loud 3",
            "quiet",
            "south",
            "V-1",
            "V-2",
            "A-hidden-1",
            "B-hidden-1",
            "hidden",
            "900",
            "place",
            "plaec",
            "mate",
            "stranger",
            "home",
            "away",
            "open",
            "closed",
            "fresh",
            "s3",
            "nobody");
    private static final List<String> ENTITIES =
            List.of("thing", "memo", "memo", "thing,memo", "user", "place", "ticket", "nosuch", "thing_line");

    private final RandomGenerator random;

    SearchRequests(RandomGenerator random) {
        this.random = random;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String words() {
        return Http.encoded(random.nextInt(4) == 0 ? one(WORDS) + " " + one(WORDS) : one(WORDS));
    }

    Call next() {
        return switch (random.nextInt(9)) {
            case 0, 1, 2, 3 ->
                Call.get("/search?q=" + words() + "&limit=" + (1 + random.nextInt(random.nextBoolean() ? 3 : 12))
                        + (random.nextInt(3) == 0 ? "" : "&entity=" + one(ENTITIES)));
            case 4 -> Call.get("/search?q=" + words());
            case 7 -> new Call(PICK, one(List.of("thing", "memo", "user", "place", "ticket")), one(WORDS), Map.of());
            // A list that is searched, some with how many there are.
            case 5, 6 ->
                Call.get("/records/" + one(List.of("thing", "memo", "user", "department", "place")) + "?fields=name&q="
                        + words() + "&sort=name&limit=" + (1 + random.nextInt(8)) + "&count="
                        + one(List.of("none", "capped", "exact")));
            default ->
                Call.post(
                        "/records/memo/query",
                        "{\"q\": \"%s\", \"filter\": \"%s\", \"count\": \"exact\", \"limit\": 3}"
                                .formatted(
                                        one(WORDS),
                                        one(List.of(
                                                "topic = 'open'",
                                                "topic = 'closed'",
                                                "CONTAINS(inner, 'pier')",
                                                "ISBLANK(inner)",
                                                "CONTAINS(body, 'pier')"))));
        };
    }
}
