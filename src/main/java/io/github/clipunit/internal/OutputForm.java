package io.github.clipunit.internal;

import java.util.regex.Pattern;

/**
 * How text from outside (prompts, names of pictures and files, answers of models and judges, messages of clients) is written
 * where its reader could take it for more than text. The report's page and JSON are Gson's, which escapes all that ends an
 * element, and the page's script makes text nodes of it. No output is CSV.
 */
public enum OutputForm {
    /**
     * Lines for a terminal, a log, an exception's message and the XML that builds make of it: nothing hides, moves the cursor or
     * is illegal in XML, and no line is a command to GitHub, GitLab, TeamCity or Azure, whose runners read every line. What is
     * changed becomes escapes of JSON, so that JSON stays the same.
     */
    LINES {
        @Override
        public String of(String text) {
            String visible = VisibleText.of(text.replace("\r\n", "\n").replace("\t", "    "));
            return visible.indexOf("::") < 0 && visible.indexOf("##") < 0
                    ? visible
                    : START.matcher(HASHES.matcher(visible).replaceAll("#\\\\u0023"))
                            .replaceAll("$1\\\\u003a:");
        }
    },
    /** A cell of GitHub-flavoured Markdown. Any ASCII punctuation mark may be escaped (CommonMark 2.4); a semicolon need not, and here ends an entity. */
    MARKDOWN {
        @Override
        public String of(String text) {
            return text.replace("&", "&amp;")
                    .replaceAll("[!-%'-/:<-?\\[-`{-~]", "\\\\$0")
                    .replace("\\<", "&lt;")
                    .replace("@", "&#64;");
        }
    },
    /** A code span of such a cell: it ends at as many backticks as it began with, and a bar ends a cell even in one. */
    MARKDOWN_CODE {
        @Override
        public String of(String text) {
            return "`" + text.replace('`', '\'').replace("|", "\\|") + "`";
        }
    },
    /** The message of a workflow command of GitHub, as the runner's own toolkit escapes it. */
    GITHUB {
        @Override
        public String of(String text) {
            return LINES.of(text).replace("%", "%25").replace("\n", "%0A");
        }
    },
    /** A property of such a command. */
    GITHUB_PROPERTY {
        @Override
        public String of(String text) {
            return GITHUB.of(text).replace(":", "%3A").replace(",", "%2C");
        }
    },
    /** An argument for a POSIX shell, in a command to copy. */
    SHELL {
        @Override
        public String of(String text) {
            return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
        }
    };

    /** Azure and old GitHub look anywhere in a line, TeamCity at its start. */
    private static final Pattern HASHES = Pattern.compile("##(?=\\[|vso\\[|teamcity\\[)");

    private static final Pattern START = Pattern.compile("(?m)^(\\s*):(?=:)");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/=#-]+");

    /** The text in this form. */
    public abstract String of(String text);

    /** Tells whoever watches the build. */
    public static void tell(String text) {
        System.err.println(LINES.of(text));
    }
}
