#include "page_style.hpp"

#include <fmt/format.h>

#include "markup_text.hpp"

namespace wardmap::report {

namespace {

constexpr const char* screen_rules = R"css(
:root{--ink:#1b2226;--soft:#55616a;--rule:#d5dade;--faint:#f4f6f7;--accent:#1d4e79}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;color:var(--ink);background:#fff;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"Liberation Sans",sans-serif}
.marking{margin:0;max-width:none;padding:.45rem 1rem;text-align:center;font-weight:700;font-size:.85rem;letter-spacing:.08em;background:var(--ink);color:#fff;overflow-wrap:anywhere}
.page{max-width:60rem;margin:0 auto;padding:0 1.25rem 3rem}
.page.title{padding-top:3rem;padding-bottom:0}
.title::after{content:"";display:block;margin-top:1.25rem;border-bottom:3px solid var(--accent)}
h1,h2{font-family:Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Liberation Serif",serif;line-height:1.2;font-weight:700;overflow-wrap:anywhere}
h1{margin:0;font-size:clamp(1.9rem,1.3rem + 2.6vw,2.9rem);letter-spacing:-.01em}
h2{margin:3.5rem 0 1rem;font-size:clamp(1.45rem,1.2rem + 1.1vw,1.9rem)}
h3{margin:2.2rem 0 .6rem;font-size:1.08rem;line-height:1.3;overflow-wrap:anywhere}
.title>p{margin:.6rem 0 0;color:var(--soft);font-size:1.1rem}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:1rem 0 0;padding:0;list-style:none;font-size:.95rem}
a{color:var(--accent);text-underline-offset:.15em}
p,li{max-width:44rem;overflow-wrap:anywhere}
.glance{margin-top:2.5rem}
.findings{margin:0;padding:0;list-style:none}
.findings li{padding:.42rem 0;border-top:1px solid var(--rule)}
.findings li:first-child{border-top:0;font-weight:600;font-size:1.06rem}
.more{margin:.3rem 0 0;font-size:.95rem}
.soft{color:var(--soft)}
.rate{display:flex;flex-wrap:wrap;align-items:baseline;gap:.2rem .8rem;margin:0 0 1rem}
.rate strong{font-size:2.2rem;line-height:1;font-variant-numeric:tabular-nums}
.notices{padding-left:1.1rem;font-size:.95rem}
.notices li{margin:.25rem 0}
figure{margin:1rem 0 2rem}
figcaption{margin:0 0 .7rem;font-weight:600;max-width:44rem}
.map{display:block;width:100%;height:auto;border:1px solid var(--rule)}
.legend{display:flex;flex-wrap:wrap;gap:.4rem 2.2rem;margin:.8rem 0 0;font-size:.9rem;line-height:1.35}
.legend div{flex:0 1 auto;min-width:11rem;max-width:19rem}
.legend p{margin:0 0 .25rem;font-weight:600}
.legend ul{margin:0;padding:0;list-style:none}
.legend li{display:flex;align-items:center;gap:.5rem;padding:.06rem 0}
.legend svg{flex:none}
.scroll{overflow-x:auto;margin:1rem 0 1.6rem}
.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;font-size:.88rem;line-height:1.35;font-variant-numeric:tabular-nums}
caption{padding:0 0 .5rem;text-align:left;font-weight:600;font-size:.95rem}
caption span{display:block;position:sticky;left:0;max-width:min(44rem,calc(100vw - 2rem))}
.data{min-width:100%}
.data th,.data td{padding:.42rem .7rem;text-align:left;vertical-align:top;border-bottom:1px solid var(--rule)}
.data td,.data tbody th{max-width:17rem;overflow-wrap:break-word}
.data td:not(.n){min-width:6.5rem}
.data th:first-child{position:sticky;left:0;background:#fff}
.data thead th{vertical-align:bottom;border-bottom:2px solid var(--ink);font-weight:600}
.data tbody th{font-weight:600}
.data .n{text-align:right;white-space:nowrap}
.data thead .n{white-space:normal}
.data th:first-child{padding-left:0}
.ci{color:var(--soft);white-space:nowrap}
.unit{display:block;font-weight:400;font-size:.82em;color:var(--soft)}
.screen{display:block}
.maps{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:1rem 1.5rem}
.maps h3{margin:.5rem 0}
.maps figure,.sheet figure{margin:0}
.key{display:flex;flex-wrap:wrap;align-items:center;gap:.1rem .6rem;margin:.3rem 0 0;font-size:.78rem;line-height:1.3}
.key span{white-space:nowrap}
.trend{display:block;width:100%;height:auto}
.trend+p{margin:.2rem 0 0;font-size:.85rem}
.sheet{margin-top:3.5rem;padding-top:1rem;border-top:3px solid var(--accent)}
.kicker{margin:0;font-size:.8rem;font-weight:600;letter-spacing:.06em;text-transform:none;color:var(--soft)}
.sheet h3{margin:0;font-family:Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Liberation Serif",serif;font-size:1.7rem;line-height:1.2}
.sheet h3+p{margin:.2rem 0 0}
.sheet h4{margin:0;font-size:1.05rem}
.band{margin-top:1.6rem}
.band>p{margin:.2rem 0 .6rem}
.beside{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,3fr);gap:1.2rem}
.of-1 .beside{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
.sheet .scroll{margin:.6rem 0}
.sheet figcaption,.sheet .hours caption{margin:0;font-size:.85rem}
.others{padding:0;list-style:none}
.hours th,.hours td{padding:.28rem .1rem;min-width:1.95rem;text-align:center;border:1px solid #fff;font-size:.8rem}
.hours th{font-weight:600}
.hours tbody th{text-align:left;padding-right:.5rem;position:sticky;left:0;background:#fff}
.hours abbr{text-decoration:none}
.hours .sum,.hours .sum td{background:#fff;color:var(--ink);font-weight:600;padding-left:.35rem}
.h0{background:#f4f6f7;color:#5d686f}
.h1{background:#e3edf5}
.h2{background:#b5d0e6}
.h3{background:#78abd2}
.h4{background:#2f74ad;color:#fff}
.h5{background:#0d3b66;color:#fff;font-weight:700}
.sources li{font-size:.95rem}
@media (max-width:48rem){.beside,.of-1 .beside{grid-template-columns:minmax(0,1fr)}}
@media (max-width:40rem){.page{padding:0 1rem 2rem}.page.title{padding-top:2rem}figure .map{width:calc(100% + 2rem);max-width:none;margin:0 -1rem;border-width:1px 0}.legend div{max-width:none}}
)css";

constexpr const char* print_rules = R"css(
@media print{
html{font-size:9pt}
body{line-height:1.42}
body{background:#fff}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.page{max-width:none;padding:0}
.marking{display:none}
.page.title{padding:0}
.title::after{margin-top:.6rem}
nav,.more{display:none}
a{color:inherit;text-decoration:none}
h2,h3,h3+p,caption,figcaption{break-after:avoid}
tbody tr:first-child,tbody tr:nth-child(2){break-before:avoid}
h1{font-size:21pt}
h2{margin:1.6rem 0 .6rem;font-size:14pt}
h3{margin:1.2rem 0 .3rem}
.findings li{padding:.25rem 0}
.scroll{margin:.5rem 0 1rem}
.glance{margin-top:1.2rem}
.rate strong{font-size:17pt}
.theme,.method,.chapter,.sheet{break-before:page}
.theme>h2,.method>h2,.chapter>h2{margin-top:0}
.screen{display:none}
.front .findings li{padding:.1rem 0;font-size:8.6pt;line-height:1.3}
.front h2{margin:.7rem 0 .2rem}
.front .findings li:first-child{font-size:9pt}
.front h3{margin:.5rem 0 .1rem}
.front .glance,.front .scroll{margin:.5rem 0}
.front .rate{margin:.4rem 0 .1rem}
.front .data th,.front .data td{padding-top:.1rem;padding-bottom:.1rem}
.maps{grid-template-columns:repeat(3,56mm);gap:4mm;margin-top:.5rem}
.maps h3{margin:0 0 1mm}
.maps .map{max-height:66mm}
.sheet{margin:0;padding:0;border:0;font-size:7.6pt;line-height:1.3}
.sheet .kicker{font-size:7pt}
.sheet h3{font-size:16pt}
.sheet h4{font-size:9pt}
.band{margin-top:2.2mm;break-inside:avoid}
.band>p{margin:0 0 1mm}
.beside,.of-3 .beside{grid-template-columns:52mm minmax(0,1fr);gap:4mm}
.of-1 .beside{grid-template-columns:88mm minmax(0,1fr)}
.of-2 .beside{grid-template-columns:70mm minmax(0,1fr)}
.sheet .map{max-height:none}
.sheet .scroll{margin:1mm 0}
.sheet caption{padding:0 0 .5mm;font-size:7pt}
.sheet figcaption{margin:0;font-size:7pt}
.sheet .hours th,.sheet .hours td{padding:.2mm 0;font-size:5.6pt;line-height:1.25}
.sheet .data th,.sheet .data td{padding:.5mm 1mm;font-size:7pt}
.sheet .trend+p,.sheet .key{margin:.3mm 0 0;font-size:6.5pt;line-height:1.2}
.others{margin:2mm 0 0}
.others li{margin:0}
.hours{break-inside:avoid}
.keep,figure,tr,li,.legend div{break-inside:avoid}
.keep p{margin:.2rem 0}
thead{display:table-header-group}
.scroll{overflow:visible}
.map{width:auto;max-width:100%;max-height:150mm;margin:0 auto}
table{font-size:8pt}
.data th,.data td{padding:.26rem .4rem}
.data td:not(.n){min-width:0}
.data td.n{white-space:normal}
.data td:not(.n):last-child{min-width:23mm}
.data th:first-child{position:static}
caption span{max-width:none}
.hours{width:100%;table-layout:fixed}
.hours th,.hours td{min-width:0;padding:.22rem 0;font-size:6.8pt;position:static}
.hours tr>:first-child{width:8%}
.hours tr>:last-child{width:6%}
p,li,figcaption{max-width:none;orphans:3;widows:3}
}
/* Firefox prints no margin boxes: there the marking stands at the top of the first sheet and after the last word. */
@supports (-moz-appearance:none){@media print{.marking{display:block}}}
)css";

/// A CSS string: every character that is not a letter, a digit or a blank as its code point, so that
/// nothing can end the string or the style element.
std::string css_string(const std::string& text)
{
    std::string out = "\"";
    for (const char32_t c : characters(text)) {
        const bool plain =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ';
        if (plain) {
            out += static_cast<char>(c);
        } else if (c >= 0x20) {
            out += fmt::format("\\{:06X}", static_cast<std::uint32_t>(c));
        }
    }
    return out + "\"";
}

}  // namespace

std::string page_style(const std::string& marking)
{
    const std::string words = css_string(marking);
    return fmt::format(
        "{}{}@page{{size:A4;margin:17mm 15mm 18mm;"
        "@top-center{{content:{};font:700 9pt sans-serif;letter-spacing:.06em}}"
        "@bottom-center{{content:{};font:700 9pt sans-serif;letter-spacing:.06em}}"
        "@bottom-right{{content:counter(page) \" / \" counter(pages);font:8pt sans-serif}}}}\n",
        screen_rules, print_rules, words, words);
}

}  // namespace wardmap::report
