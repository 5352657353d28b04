package dev.trellis.core.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.field.RecordId;
import dev.trellis.core.record.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {

    private SearchCompany company;

    @BeforeAll
    void start() {
        company = SearchCompany.start(Map.of());
        company.contact("anna", Map.of("name", "张三丰", "phone", "+86 138 0013 8000", "notes", "武当山太极拳"));
        company.contact("anna", Map.of("name", "Jürgen Müller", "email", "j.mueller@hafen-koeln.de"));
        company.contact("bert", Map.of("name", "曾小雨", "notes", "喜欢登山"));
        company.contact("bert", Map.of("name", "Łukasz Strøm", "secret", "Kingfisher"));
        company.create("account", Map.of("name", "宁波海纳机械有限公司", "city", "宁波"));
        company.create("account", Map.of("name", "重庆长安银行", "city", "重庆"));
        company.create(
                "account", Map.of("name", "Trellis Gartenbau GmbH", "city", "Köln", "rating_note", "QT-2026-0042"));
        company.create("account", Map.of("name", "張氏貿易", "city", "臺北"));
    }

    @AfterAll
    void stop() {
        company.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "张三丰",
                "三丰",
                "丰",
                "张",
                "张三",
                "zsf",
                "zs",
                "sf",
                "zhangsan",
                "zhangsanfeng",
                "zhangs",
                "sanfeng",
                "ZhangSan",
                "ＺＳＦ",
                "张 丰",
                "太极",
                "三丰 太极",
                "张sf",
                "13800138000",
                "0013",
                "8000",
                "138 0013"
            })
    void zhang_sanfeng_is_found_by(String text) {
        assertThat(company.titles(company.admin(), text)).contains("张三丰");
    }

    @ParameterizedTest
    @ValueSource(strings = {"李", "三张", "fsz", "sanzhang", "太极 李", "8002"})
    void zhang_sanfeng_is_not_found_by(String text) {
        assertThat(company.titles(company.admin(), text)).doesNotContain("张三丰");
    }

    @ParameterizedTest
    @CsvSource({
        "muller, Jürgen Müller",
        "MÜLLER, Jürgen Müller",
        "mull, Jürgen Müller",
        "juergen, Jürgen Müller",
        "jurgen muller, Jürgen Müller",
        "j.mueller@hafen-koeln.de, Jürgen Müller",
        "hafen, Jürgen Müller",
        "lukasz, Łukasz Strøm",
        "strom, Łukasz Strøm",
        "koln, Trellis Gartenbau GmbH",
        "QT-2026-0042, Trellis Gartenbau GmbH",
        "QT20260042, Trellis Gartenbau GmbH",
        "0042, Trellis Gartenbau GmbH",
    })
    void latin_words_are_found_by_their_beginning_without_case_and_accents(String text, String title) {
        assertThat(company.titles(company.admin(), text)).contains(title);
    }

    @ParameterizedTest
    @CsvSource({
        "mulelr, Jürgen Müller",
        "mueler, Jürgen Müller",
        "trelis, Trellis Gartenbau GmbH",
        "gartenbua, Trellis Gartenbau GmbH",
        "张三峰, 张三丰",
        "zhagnsan, 张三丰",
        "张氏贸易, 張氏貿易",
        "ningpohaina, 宁波海纳机械有限公司",
    })
    void a_slip_is_forgiven(String text, String title) {
        assertThat(company.titles(company.admin(), text)).contains(title);
    }

    @ParameterizedTest
    @CsvSource({
        "nbhn, 宁波海纳机械有限公司",
        "hnjx, 宁波海纳机械有限公司",
        "ningbohaina, 宁波海纳机械有限公司",
        "ningbohainajixieyouxian, 宁波海纳机械有限公司",
        "有限公司, 宁波海纳机械有限公司",
        "chongqing, 重庆长安银行",
        "cqca, 重庆长安银行",
        "changanyinhang, 重庆长安银行",
        "zengxiaoyu, 曾小雨",
        "zxy, 曾小雨",
    })
    void companies_and_people_are_found_by_pinyin_in_every_reading(String text, String title) {
        assertThat(company.titles(company.admin(), text)).contains(title);
    }

    @Test
    void what_matches_is_marked_where_it_stands() {
        var hit = company.find(company.admin(), "zhangsan").hits().getFirst();
        assertThat(hit.matches())
                .containsExactly(new SearchHit.Match("name", "张三丰", List.of(new SearchHit.Mark(0, 2))));

        var latin = company.find(company.admin(), "mull").hits().getFirst();
        assertThat(latin.matches().getFirst())
                .isEqualTo(new SearchHit.Match("name", "Jürgen Müller", List.of(new SearchHit.Mark(7, 11))));
    }

    @Test
    void a_title_comes_before_a_mention() {
        company.contact("chef", Map.of("name", "Ole", "notes", "knows Beatrix"));
        company.contact("chef", Map.of("name", "Beatrix Ohm"));
        company.contact("chef", Map.of("name", "Beatrix"));

        assertThat(company.titles(company.admin(), "beatrix")).containsExactly("Beatrix", "Beatrix Ohm", "Ole");
    }

    @Test
    void a_hidden_record_is_not_found() {
        assertThat(company.titles(company.seller("anna"), "曾小雨")).isEmpty();
        assertThat(company.titles(company.seller("bert"), "曾小雨")).containsExactly("曾小雨");
    }

    @Test
    void the_text_of_a_hidden_field_finds_what_a_text_finds_that_is_nowhere() {
        var bert = company.seller("bert");

        assertThat(company.titles(company.admin(), "kingfisher")).containsExactly("Łukasz Strøm");
        assertThat(company.find(bert, "kingfisher")).isEqualTo(company.find(bert, "kongfosher"));
        assertThat(company.find(bert, "strom kingfisher")).isEqualTo(company.find(bert, "strom kongfosher"));
        assertThat(company.find(bert, "strom").hits().getFirst().matches())
                .extracting(SearchHit.Match::field)
                .containsExactly("name");
    }

    @Test
    void hidden_records_leave_no_gap_in_a_page_and_no_trace_in_more() {
        for (int i = 0; i < 60; i++) {
            company.contact("anna", Map.of("name", "Quirin " + i));
        }
        company.contact("bert", Map.of("name", "Quirin B", "notes", "last of all"));
        company.search().catchUp();

        var found = company.ask(company.seller("bert"), new SearchRequest("quirin", Set.of(), 1));

        assertThat(found.hits()).extracting(SearchHit::title).containsExactly("Quirin B");
        assertThat(found.more()).isFalse();
        assertThat(company.ask(company.admin(), new SearchRequest("quirin", Set.of(), 5)))
                .satisfies(all -> assertThat(all.hits()).hasSize(5))
                .satisfies(all -> assertThat(all.more()).isTrue());
    }

    @Test
    void more_hidden_records_than_anybody_reads_leave_nothing_out() {
        var first = company.contact("bert", Map.of("name", "Xaver", "notes", "public"));
        var second = company.contact("bert", Map.of("name", "Xaver", "notes", "also public"));
        company.contacts(2_300, Map.of("name", "Xaver", "notes", "private"));
        company.search().catchUp();

        var both = company.ask(company.reader(), new SearchRequest("xaver", Set.of(), 2));
        var one = company.ask(company.reader(), new SearchRequest("xaver", Set.of(), 1));

        assertThat(both.hits()).extracting(SearchHit::id).containsExactly(second, first);
        assertThat(both.more()).isFalse();
        assertThat(one.hits()).extracting(SearchHit::id).containsExactly(second);
        assertThat(one.more()).isTrue();
    }

    @Test
    void of_equals_the_newest_comes_first_wherever_it_lies_in_the_index() {
        var ids = new ArrayList<RecordId>();
        for (int i = 0; i < 40; i++) {
            ids.add(company.contact("anna", Map.of("name", "Ottokar")));
            if (i % 9 == 0) {
                company.search().catchUp();
            }
        }
        for (int i = 0; i < 40; i += 3) {
            company.save(new Change.Update("contact", ids.get(i), 1, Map.of("phone", "+49 30 1234567")));
        }
        company.search().catchUp();

        var found = company.ask(company.admin(), new SearchRequest("ottokar", Set.of(), 7));

        assertThat(found.hits())
                .extracting(SearchHit::id)
                .isEqualTo(ids.reversed().subList(0, 7));
    }

    @Test
    void a_text_that_one_may_not_read_lifts_no_record() {
        company.contact("bert", Map.of("name", "Roswitha Hidden", "notes", "public", "secret", "Roswitha Mechthild"));
        company.contact("bert", Map.of("name", "Roswitha Mechthild", "notes", "public"));
        for (int i = 0; i < 30; i++) {
            company.contact(
                    "bert", Map.of("name", "Roswitha", "notes", "public Mechthild", "secret", "Mechthild " + i));
        }

        assertThat(company.titles(company.reader(), "roswitha mechthild"))
                .hasSize(20)
                .startsWith("Roswitha Mechthild")
                .doesNotContain("Roswitha Hidden");
    }

    @Test
    void a_change_is_found_and_what_was_before_is_not() {
        var id = company.contact("anna", Map.of("name", "Walburga"));
        assertThat(company.titles(company.seller("anna"), "walburga")).containsExactly("Walburga");

        company.save(new Change.Update("contact", id, 1, Map.of("name", "Kunigunde")));
        assertThat(company.titles(company.seller("anna"), "walburga")).isEmpty();
        assertThat(company.titles(company.seller("anna"), "kunigunde")).containsExactly("Kunigunde");

        company.save(new Change.Update("contact", id, 2, Map.of("owner", company.id("bert"))));
        assertThat(company.titles(company.seller("anna"), "kunigunde")).isEmpty();
        assertThat(company.titles(company.seller("bert"), "kunigunde")).containsExactly("Kunigunde");

        company.save(new Change.Delete("contact", id, 3));
        assertThat(company.titles(company.admin(), "kunigunde")).isEmpty();
    }

    @Test
    void what_the_index_does_not_know_yet_shows_nothing_that_is_gone() {
        var id = company.contact("anna", Map.of("name", "Adelgunde"));
        company.search().catchUp();

        company.save(new Change.Update("contact", id, 1, Map.of("owner", company.id("bert"))));

        assertThat(company.ask(company.seller("anna"), SearchRequest.of("adelgunde"))
                        .hits())
                .isEmpty();
    }

    @Test
    void a_search_may_be_narrowed_to_entities_that_exist_for_the_actor() {
        var admin = company.admin();
        company.search().catchUp();

        assertThat(company.ask(admin, new SearchRequest("宁波", Set.of("contact"), 20))
                        .hits())
                .isEmpty();
        assertThat(company.ask(admin, new SearchRequest("宁波", Set.of("account"), 20))
                        .hits())
                .hasSize(1);
        assertThat(company.search().find(company.seller("anna"), new SearchRequest("x", Set.of("user"), 20)))
                .isInstanceOf(SearchResult.Invalid.class);
        assertThat(company.search().find(admin, new SearchRequest("x", Set.of("nosuch"), 20)))
                .isInstanceOf(SearchResult.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "…", "%", "*", "_", "' OR 1=1 --", "\\", "\"", "+-&|!(){}[]^~?:/", "\u0000", "😀"})
    void no_text_breaks_a_search(String text) {
        assertThat(company.find(company.admin(), text).hits()).hasSizeLessThan(20);
    }

    @Test
    void a_text_that_is_too_long_and_a_limit_that_is_none_are_refused() {
        var result = company.search().find(company.admin(), new SearchRequest("x".repeat(201), Set.of(), 0));

        assertThat(result).isInstanceOf(SearchResult.Invalid.class);
        assertThat(((SearchResult.Invalid) result).problems())
                .extracting(problem -> problem.path())
                .containsExactly("limit", "q");
    }

    @Test
    void people_who_may_see_nothing_find_nothing() {
        var nobody = new Actor.Person(company.id("anna"), "anna", Set.of(), Set.of(), Locale.ENGLISH, Actor.Via.API);

        assertThat(company.titles(nobody, "张")).isEmpty();
    }
}
