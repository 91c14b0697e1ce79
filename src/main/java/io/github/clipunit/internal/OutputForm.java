package io.github.clipunit.internal;

import java.util.regex.Pattern;

/**
 * The escaping of external text (prompts, names of pictures and files, answers of models and judges, messages of
 * clients) for outputs in which it could be taken for markup or commands. The report's page and JSON need none: Gson
 * escapes everything that ends an element, and the page's script creates text nodes. No output is CSV.
 */
public enum OutputForm {
    /**
     * Lines for a terminal, a log, an exception's message, and the XML that builds generate from it. Nothing is
     * invisible, moves the cursor or is illegal in XML, and no line is a command to GitHub, GitLab, TeamCity or Azure,
     * whose runners read every line. Changed characters become JSON escapes, so that JSON keeps its meaning.
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
    /**
     * A cell of GitHub-flavoured Markdown. Any ASCII punctuation mark may be escaped (CommonMark 2.4); a semicolon need
     * not be, and here it ends an entity.
     */
    MARKDOWN {
        @Override
        public String of(String text) {
            return text.replace("&", "&amp;")
                    .replaceAll("[!-%'-/:<-?\\[-`{-~]", "\\\\$0")
                    .replace("\\<", "&lt;")
                    .replace("@", "&#64;");
        }
    },
    /**
     * A code span in such a cell. It ends at as many backticks as it began with, and a vertical bar ends a cell even
     * inside it.
     */
    MARKDOWN_CODE {
        @Override
        public String of(String text) {
            return "`" + text.replace('`', '\'').replace("|", "\\|") + "`";
        }
    },
    /** The message of a workflow command of GitHub, escaped as in the runner's own toolkit. */
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

    /** Azure and old GitHub versions look anywhere in a line, TeamCity at its start. */
    private static final Pattern HASHES = Pattern.compile("##(?=\\[|vso\\[|teamcity\\[)");

    private static final Pattern START = Pattern.compile("(?m)^(\\s*):(?=:)");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/=#-]+");

    /** Returns the text in this form. */
    public abstract String of(String text);

    /** Prints a text to the build's console. */
    public static void tell(String text) {
        System.err.println(LINES.of(text));
    }
}
