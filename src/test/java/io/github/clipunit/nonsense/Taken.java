package io.github.clipunit.nonsense;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The bad arguments that methods take all the same, each with the reason. One that nothing takes any more is a mistake. */
final class Taken {

    private static final Map<String, String> REASONS = new LinkedHashMap<>();

    static {
        REASONS.put("\\w+Assert\\.new\\(actual\\) .*", "AssertJ checks actual at the first assertion, and proxies it");
        REASONS.put("\\w+Exception\\.new\\(.*", "an exception that fails as it is made hides the fault that it tells");
        REASONS.put(".* (images|prompts|others|embeddings)=empty", "nothing in gives nothing out");
        REASONS.put(
                "(ClipScorer|CachingScorer|OnnxClipScorer|LongPrompts|PromptText|PromptReading)\\..* prompt=(empty|blank)",
                "a model embeds every text; assertions refuse blank prompts");
        REASONS.put("Prompt(Reading|Statement|Text)\\.new.* text=(empty|blank)", "the same, read");
        REASONS.put("Prompt(Reading|Text)\\..* (leftOut|parameters)=empty", "nothing was left out");
        REASONS.put(".* (items|files)=read before", "java.util.stream says that the stream was used already");
        REASONS.put("ClipScore\\..* cosine=NaN", "what a broken model gives: the assertion says that it is broken");
        REASONS.put("ModelCalibration\\.probability.* cosine=NaN", "the same");
        REASONS.put("Logits\\.softmax.* cosines=with NaN", "the same");
        REASONS.put("Logits\\.new.* (scale|bias)=-?1000000\\.0", "finite logits may be of any size");
        REASONS.put("Preprocessing\\..* version=(empty|blank)", "nothing is known of it");
        REASONS.put("Preprocessing\\.new.* (width|height|shortEdge)=0", "unknown, as documented");
        REASONS.put("Images?Assert\\.has(Mean)?Aesthetic.* threshold=-?1000000\\.0", "heads have scales of their own");
        REASONS.put("CachingScorer\\.new.* variant=(empty|blank)", "nothing else decides an embedding");
        REASONS.put("Calibrat\\w+\\.calibrate.*=empty", "the usual rates, as documented");
        REASONS.put(
                "ModelCalibration\\.new.*=(empty|blank)", "as a file or a model has them; a warning is empty for none");
        REASONS.put(
                "(Check|Measurement)\\..*", "made by clipunit for listeners: any number a check may find, any words");
        REASONS.put("(PictureSignals|NearDuplicate)\\.new.*", "made by clipunit: whatever it measured");
        REASONS.put(
                "(Variant|TestIdentity)\\.new.*=(empty|blank)", "made by clipunit: empty for what JUnit does not say");
        REASONS.put("(PictureRequest|GeneratedPicture)\\.withSeed.*", "every long is a seed");
        REASONS.put("GeneratedPicture\\.withCost.* amount=1000000\\.0", "a price");
        REASONS.put(
                "(PictureRequest|GeneratedPicture)\\.with(Model|MimeType|RevisedPrompt).*=(empty|blank)",
                "as the generator's answer has it");
        REASONS.put("PromptVariants\\.(and|templates).* (texts|templates)=empty", "none are added");
        REASONS.put("OnnxClipScorer\\.(open|shared).* settings=empty", "no setting is explicit");
        REASONS.put("OnnxOptions\\.new.* threads=0", "as many as there are cores, as documented");
        REASONS.put("OnnxOptions\\.new.* referenceFile=missing", "written at the first run, and read from then on");
        REASONS.put(
                "\\w+\\.ofJson.* json=empty",
                "messages do not repeat a document; this one says that it ends too early");
        REASONS.put("\\w+\\.ofBase64\\(.* text=(empty|blank)", "no picture came: said where one is asked for");
        REASONS.put("GeneratedPicture\\.ofBase64OrUrl.* base64=(empty|blank)", "the address counts, as documented");
        REASONS.put("\\w+\\.fetch\\(.* good", "no server is there");
        REASONS.put("ItemResult\\.new.* good", "has a result or an error, never both");
    }

    private final Set<String> used = new TreeSet<>();

    /** Whether a flaw is none, for a reason above. */
    boolean has(String flaw) {
        List<String> reasons = REASONS.keySet().stream()
                .filter(what -> Pattern.compile(what).matcher(flaw).matches())
                .toList();
        used.addAll(reasons);
        return !reasons.isEmpty();
    }

    /** The entries above that nothing needs. */
    Set<String> unused() {
        Set<String> unused = new TreeSet<>(REASONS.keySet());
        unused.removeAll(used);
        return unused;
    }
}
