package io.github.clipunit.prompt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A classifier of statements by English words: a statement is about style if it has a word of style, and otherwise only
 * usual companions of such words and function words.
 */
final class StyleWords {

    /** Words that make a statement one about style. */
    private static final Set<String> STYLE = words("""
            style styled stylized stylised aesthetic aesthetics mood vibe vibes tone tones atmosphere atmospheric ambiance
            ambience composition composed framing palette palettes grading graded lighting lit backlit illumination
            illuminated shading shadows highlights exposure contrast saturation saturated desaturated vignette grain bokeh
            focus blur blurred depth-of-field dof shot shots close-up closeup wide-angle low-angle high-angle telephoto
            macro fisheye aperture iso shutter dslr nikon canon sony leica hasselblad fujifilm kodak portra polaroid
            analog analogue photo photos photograph photographs photography photographic photorealistic photorealism
            photoreal realistic realism hyperrealistic hyperrealism surrealistic cinematic cinematography filmic render
            rendered rendering renders octane unreal redshift raytracing raytraced ray-traced ray-tracing cgi vray v-ray
            illustration illustrated illustrative painting painted paintings watercolor watercolour gouache acrylic
            impasto charcoal pastel lithograph linocut woodcut engraving etching sketch sketched lineart line-art drawing
            drawn pixelart pixel-art vector isometric anime manga cartoon cartoonish comic concept-art artwork artstation
            deviantart trending masterpiece award-winning detailed detail details intricate resolution quality hd uhd hdr
            ultra-hd high-resolution high-res highres hi-res high-quality high-detail ultra-detailed ultradetailed
            ultra-realistic hyperdetailed hyper-detailed sharpness textures textured brushstrokes brushwork impressionist
            impressionism expressionist surrealist surrealism cubist cubism baroque renaissance art-deco art-nouveau
            minimalist minimalistic minimalism vaporwave synthwave cyberpunk monochrome monochromatic black-and-white
            sepia low-poly lowpoly cel-shaded chiaroscuro volumetric rim-lit moody vibrant vivid colors colours light
            editorial studio-quality professional-grade""");

    /** Words that may accompany them. */
    private static final Set<String> COMPANIONS = words("""
            overall image picture scene piece look looks feel feeling feels effect effects use uses using captured conveys
            conveying evokes evoking creates creating gives giving emphasizes emphasizing should shows very highly
            extremely ultra super hyper insanely incredibly best high low good great fine top soft softly harsh warm
            warmly cool cold dark dim bright rich deep bold muted subtle gentle dramatic steampunk magical camera lens
            lenses natural neutral ambient diffuse diffused hour sunlight daylight lights color colour colored coloured
            coloring colouring color-graded earthy earth sharp crisp clean even clear smooth fluid loose precise delicate
            shallow wide full long short close medium large big small beautiful stunning gorgeous elegant dreamy ethereal
            nostalgic romantic peaceful serene tranquil calm cozy cosy playful whimsical energetic dynamic epic majestic
            mysterious ominous gritty melancholic joyful intimate tender modern contemporary traditional classic classical
            vintage retro old-school timeless futuristic digital oil ink film movie still stills studio professional
            amateur official game art artist artistic work fantasy realistically symmetrical balanced centered centred
            rule thirds perspective angle view eye-level depth background 2d 3d 3-d 4k 8k 16k 1080p 35mm 50mm 85mm 24mm
            100mm 200mm mm f raw vfx rim key back side three-point softbox volumetrics global subsurface scattering
            reflections glow glowing hues hue shades shade texture tonal tonality above below overhead behind front down
            straight slightly distance point bird's-eye first-person third-person range lines line strokes stroke outlines
            outline edges edge finish finely hand-drawn hand-painted flat simple plain background-blur creamy beautifully
            dramatically subtly evenly time inspired reminiscent typical similar era century 1920s 1930s 1940s 1950s 1960s
            1970s 1980s 1990s 2000s early late""");

    private static final Set<String> FUNCTION_WORDS = words("""
            a an the this that these those of in on at by for from to into with without within and or but as is are was
            were be it its their his her there both all any each no not like such very more most than while which has have
            should must can may will so""");

    /** Phrases about style whose single words are not about style, or may mean other things. */
    private static final Pattern PHRASES =
            Pattern.compile("\\b(?:golden hour|blue hour|black and white|digital art|concept art"
                    + "|pixel art|line art|oil on canvas|ray tracing|ray traced|low angle|high angle|wide angle|eye level|bird's[- ]eye"
                    + "|photo-realistic|depth of field|rule of thirds|unreal engine|subsurface scattering|global illumination"
                    + "|award winning|best quality|studio ghibli|pixar|low poly|cel shading|film grain)\\b");

    /** Phrases after which a name is that of a style. */
    private static final Pattern NAMED = Pattern.compile(
            "\\b(?i:(?:in|with) the (?:style|manner|vein) of|in style of|inspired by|art(?:work)? by|painting by|illustration by"
                    + "|photo by|photograph(?:y|ed)? by|trending on|featured on|shot (?:on|with)|rendered (?:in|with)|by)"
                    + "((?:\\s+(?:\\p{Lu}[\\p{L}'’.-]*|\\d+|van|von|de|da|del|and|the))+)(?![\\p{L}])");

    /** A picture of a thing: the statement is about the thing. */
    private static final Pattern DEPICTS = Pattern.compile(
            "\\b(?:photo|photograph|painting|illustration|drawing|sketch|render"
                    + "|rendering|shot|close-up|closeup|picture|image|artwork|watercolou?r|portrait|view|scene)s? of (?!field)\\p{L}+");

    private static final Pattern NUMBER = Pattern.compile("f?/?\\d[\\d.,:/]*(?:k|mm|px|p|s)?");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}/:.]*(?:['’-][\\p{L}\\p{N}]+)*");

    private StyleWords() {}

    static boolean isStyle(String statement) {
        String text = PHRASES.matcher(
                        NAMED.matcher(statement).replaceAll(" style ").toLowerCase(Locale.ROOT))
                .replaceAll("style");
        if (DEPICTS.matcher(text).find()) {
            return false;
        }
        boolean hasStyle = false;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            String word = words.group().replaceAll("[.:/]+$", "");
            boolean isStyle = STYLE.contains(word);
            if (!isStyle && !isNeutral(word)) {
                return false;
            }
            hasStyle |= isStyle || word.matches("\\d+k|\\d+mm|f/\\d.*|1080p");
        }
        return hasStyle;
    }

    private static boolean isNeutral(String word) {
        return COMPANIONS.contains(word)
                || FUNCTION_WORDS.contains(word)
                || NUMBER.matcher(word).matches();
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.split("\\s+")));
    }
}
