package dev.trellis.ui.oracle;

import java.util.ArrayList;
import java.util.List;

/** What attackers write where a name, a value or a condition is expected. */
final class Payloads {

    private static final List<String> CORES = List.of(
            "1=1",
            "1=1--",
            "1 OR 1=1",
            "OR SLEEP(3)#",
            "sleep(3)",
            "BENCHMARK(10000000,MD5(1))",
            "UNION SELECT 1,2,3",
            "UNION ALL SELECT password_hash FROM t_account",
            "(SELECT password_hash FROM t_account LIMIT 1)",
            "(select token_hash from t_api_token)",
            "sys_user t&",
            "password,id",
            "t_account.password_hash",
            "; DROP TABLE r_thing",
            "; DELETE FROM r_thing; --",
            "/*!50000 SELECT*/ 1",
            "/**/OR/**/1=1",
            "-- comment",
            "# comment",
            "INTO OUTFILE '/tmp/x'",
            "LOAD_FILE('/etc/passwd')",
            "@@version",
            "@a:=1",
            "VERSION()",
            "USER()",
            "DATABASE()",
            "information_schema.tables",
            "EXTRACTVALUE(1,CONCAT(0x7e,USER()))",
            "UPDATEXML(1,CONCAT(0x7e,VERSION()),1)",
            "0x27",
            "CHAR(39)",
            "CONCAT('a','b')",
            "IF(1=1,SLEEP(3),0)",
            "CASE WHEN 1=1 THEN 1 ELSE 2 END",
            "EXISTS(SELECT 1)",
            "1) OR (1=1",
            "name) FROM r_thing -- ",
            "ASC, (SELECT 1)",
            "name DESC; SELECT 1",
            "id,(SELECT 1)",
            "* FROM r_thing",
            "LIMIT 1 OFFSET 0",
            "PROCEDURE ANALYSE()",
            "HAVING 1=1",
            "GROUP BY 1",
            "'||(SELECT 1)||'",
            "%27%20OR%201=1",
            "%00",
            "\\' OR 1=1 --",
            "\\",
            "{{7*7}}",
            "${7*7}",
            "#{7*7}",
            "<#assign x=1>",
            "*{7*7}",
            "{\"$ne\":null}",
            "[\"$gt\"]",
            "a[b]",
            "a:b",
            "__proto__",
            "name'",
            "name\"",
            "name`",
            "`name`",
            "r_thing.name",
            "`r_thing`.`secret`",
            "secret",
            "deleted_at",
            "row__live",
            "lock__open",
            "NAME",
            "ｎａｍｅ",
            "ňame",
            "🙂",
            "\u202Ename",
            "name\u0000",
            "name\nOR 1=1",
            "lead",
            "rank",
            "system",
            "groups",
            "a".repeat(65),
            "\u2019 OR 1=1",
            "1e308",
            "-1",
            "99999999999999999999",
            "NaN",
            "true",
            "null",
            "../../etc/passwd",
            "javascript:alert(1)",
            "<script>alert(1)</script>");

    private static final List<String> BEFORE = List.of("", "'", "\"", "')", "x' ", "`");

    private Payloads() {}

    static List<String> all() {
        var payloads = new ArrayList<String>();
        for (var before : BEFORE) {
            for (var core : CORES) {
                payloads.add(before + core);
            }
        }
        return payloads;
    }
}
