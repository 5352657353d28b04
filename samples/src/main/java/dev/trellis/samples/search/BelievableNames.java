package dev.trellis.samples.search;

import java.util.List;
import java.util.Random;

/** Makes up names that people and companies could have; the same ones for the same seed. */
final class BelievableNames {

    private static final List<String> SURNAMES = words("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 曹"
            + " 彭 曾 萧 田 董 袁 潘 于 蒋 蔡 余 杜 叶 程 苏 魏 吕 丁 任 沈 姚 卢 姜 崔 钟 谭 陆 汪 范 金 石 廖 贾 夏 韦 付 方 白 邹 孟 熊 秦 邱 江"
            + " 尹 薛 闫 段 雷 侯 龙 史 陶 黎 贺 顾 毛 郝 龚 邵 万 钱 严 单 武 戴 莫 孔 向 汤 欧阳 司马 上官 诸葛");
    private static final List<String> GIVEN = words("伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀 霞 平 刚 桂 英 华 玉 兰 红 建 国 志 文 海 波"
            + " 宁 峰 鹏 飞 晨 阳 雨 雪 梅 琳 琪 瑶 佳 怡 欣 思 梦 婷 悦 嘉 宇 轩 浩 然 子 涵 博 睿 俊 辉 斌 凯 丰 三 小 春 秋 冬 天 一 乐 安 康 德 荣 富 贵");
    private static final List<String> CITIES =
            words("北京 上海 广州 深圳 天津 重庆 成都 杭州 南京 武汉 西安 苏州 宁波 青岛 大连 厦门 长沙 郑州 济南 合肥 无锡 佛山 东莞 常州 温州 嘉兴 绍兴 台州 烟台 珠海");
    private static final List<String> BRANDS =
            words("恒 通 海 纳 永 泰 晨 光 佳 能 达 鑫 盛 华 瑞 丰 宏 远 天 成 金 源 德 信 博 创 联 合 新 兴 中 正 东 方 立 安 康"
                    + " 宇 龙 腾 飞 祥 和 顺 兴 旺 利 民 友 诚 众 智 科 威 力 精 工 大 亚 太 长 城 明 珠 星 辰");
    private static final List<String> TRADES =
            words("机械 电子 科技 贸易 物流 新能源 汽车零部件 生物医药 建材 化工 软件 信息技术 食品 服装 装饰工程 环保设备 精密模具 自动化 仪器仪表 包装材料");
    private static final List<String> FORMS = words("有限公司 股份有限公司 有限责任公司 集团有限公司 制造有限公司");
    private static final List<String> FIRST = words(
            "Anna Björn Carlos Daniel Elif François Giulia Hannah Ingrid Jürgen Katarzyna Luis"
                    + " Maria Noah Oskar Paul René Søren Tomasz Ursula Viktor Walter Xavier Yasmin Zoë Emma Oliver Sophie");
    private static final List<String> LAST = words(
            "Müller Schneider Weiß Kowalski Nguyen García Rossi Dubois Jensen Åkesson Novák Horváth"
                    + " Smith Johnson Cooper Laurent Silva Okafor Yılmaz Tanaka Petersen Brown Lefèvre Strøm Łukasik Meyer Fischer Wagner");
    private static final List<String> STEMS =
            words("Atlas Redwood Northern Silver Blue Harbor Summit Vertex Orion Delta Cobalt Granite Meridian"
                    + " Pioneer Lantern Juniper Falcon Beacon Cedar Ember Quarry Tidal Willow Zephyr");
    private static final List<String> FIELDS =
            words("Electronics Logistics Foods Textiles Instruments Chemicals Robotics Packaging Motors Software"
                    + " Pharma Energy Optics Marine Ceramics");
    private static final List<String> COUNTRIES = words("GmbH Ltd BV SA AB Oy Inc SpA AS Sp.z.o.o.");

    private final Random random;

    BelievableNames(long seed) {
        random = new Random(seed);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    private String one(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }

    private boolean isChinese() {
        return random.nextInt(5) > 0;
    }

    String person() {
        if (!isChinese()) {
            return one(FIRST) + " " + one(LAST);
        }
        return one(SURNAMES) + one(GIVEN) + (random.nextInt(4) > 0 ? one(GIVEN) : "");
    }

    String company() {
        if (!isChinese()) {
            return one(STEMS) + " " + one(STEMS) + " " + one(FIELDS) + " " + one(COUNTRIES);
        }
        return one(CITIES)
                + one(BRANDS)
                + one(BRANDS)
                + (random.nextBoolean() ? one(BRANDS) : "")
                + one(TRADES)
                + one(FORMS);
    }

    String city() {
        return one(CITIES);
    }

    String mobile() {
        return "13" + random.nextInt(10) + " %04d %04d".formatted(random.nextInt(10_000), random.nextInt(10_000));
    }

    String remark() {
        return "在" + one(CITIES) + "认识，介绍人" + person() + "，关注" + one(TRADES) + "，约" + (1 + random.nextInt(12)) + "月再谈";
    }

    String wechat() {
        return "wx_" + one(STEMS).toLowerCase(java.util.Locale.ROOT) + random.nextInt(100_000);
    }
}
