package dev.trellis.ui.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trellis.core.access.Actor;
import dev.trellis.core.access.Actor.Purpose;
import dev.trellis.core.advice.Asked;
import dev.trellis.core.advice.FieldUse;
import dev.trellis.core.metadata.SampleMetadata;
import dev.trellis.core.publish.PublishResult;
import dev.trellis.core.publish.Publisher;
import dev.trellis.ui.BrowserWindow;
import dev.trellis.ui.BrowserWindow.Screen;
import dev.trellis.ui.DemoCompany;
import dev.trellis.ui.LiveTrellis;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Advice about indexes in the designer of an entity that is too wide for one table. */
class IndexAdviceJourneyTest {

    private static final int QUESTIONS = 210;

    @BeforeAll
    static void publish() {
        var questions = IntStream.range(0, QUESTIONS)
                .mapToObj(i -> """
                        {"id": "question_%d", "label": {"en": "Question %d", "zh-CN": "问题 %d"}, "type": "text",
                         "maxLength": 200}""".formatted(i, i, i))
                .collect(Collectors.joining(",\n"));
        var json = """
                {"entity": [{"id": "survey", "label": {"en": "Survey", "zh-CN": "满意度调查"},
                    "plural": {"en": "Surveys", "zh-CN": "满意度调查"}, "title": "name", "fields": [
                        {"id": "name", "label": {"en": "Name", "zh-CN": "名称"}, "type": "text", "required": true},
                        {"id": "held_on", "label": {"en": "Held on", "zh-CN": "调查日期"}, "type": "date"},
                        %s,
                        {"id": "score", "label": {"en": "Overall score", "zh-CN": "总体评分"}, "type": "integer"},
                        {"id": "follow_up", "label": {"en": "Follow up by", "zh-CN": "跟进截止日期"}, "type": "date"},
                        {"id": "remark", "label": {"en": "Remark of the interviewer", "zh-CN": "访问员备注"},
                         "type": "text", "maxLength": 200}]}],
                 "list": [{"id": "survey_poor", "label": {"en": "Poor scores", "zh-CN": "低分调查"},
                    "entity": "survey", "columns": ["name", "held_on"], "filter": "score < 3"}]}
                """.formatted(questions);
        var beans = LiveTrellis.get().context();
        assertThat(beans.getBean(Publisher.class)
                        .install(
                                new Actor.Platform(Purpose.INSTALL),
                                SampleMetadata.definitions((ObjectNode) new JsonMapper().readTree(json)),
                                "a wide entity"))
                .isInstanceOf(PublishResult.Published.class);
        for (int i = 0; i < 34; i++) {
            beans.getBean(FieldUse.class)
                    .note("survey", new Asked(i < 26 ? Set.of("follow_up", "held_on") : Set.of(), Set.of("remark")));
        }
    }

    @Test
    void the_designer_says_where_an_index_helps_and_where_none_can() {
        for (var language : List.of("zh-CN", "en")) {
            for (var screen : Screen.values()) {
                try (var window = BrowserWindow.open(screen, language)) {
                    DemoCompany.signIn(window, "wutao");
                    var page = window.go("/studio/survey");
                    var rows = page.locator(".entity-index");
                    rows.first().scrollIntoViewIfNeeded();
                    window.screenshot("index-advice-" + screen.name().toLowerCase(Locale.ROOT) + "-" + language);
                    var isChinese = language.equals("zh-CN");
                    assertThat(rows.allTextContents())
                            .anyMatch(row ->
                                    row.startsWith(isChinese ? "总体评分列表“低分调查”" : "Overall scoreNarrows Poor scores"))
                            .anyMatch(row -> row.startsWith(isChinese ? "调查日期列表曾按" : "Held onLists were filtered"))
                            .anyMatch(row -> row.startsWith(isChinese ? "访问员备注" : "Remark of the interviewer")
                                    && row.endsWith(isChinese ? "无法加快排序。" : "no index helps with sorting."));
                    assertThat(page.locator(".entity-index-change").count()).isEqualTo(rows.count() - 1);
                    assertThat(((Number) page.evaluate("() => document.scrollingElement.scrollWidth")).intValue())
                            .isLessThanOrEqualTo(screen == Screen.PHONE ? 375 : 1440);
                    assertThat(window.trouble()).isEmpty();
                }
            }
        }
    }
}
