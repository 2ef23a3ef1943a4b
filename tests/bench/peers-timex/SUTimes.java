import edu.stanford.nlp.ling.CoreAnnotations;
import edu.stanford.nlp.pipeline.Annotation;
import edu.stanford.nlp.pipeline.AnnotationPipeline;
import edu.stanford.nlp.pipeline.POSTaggerAnnotator;
import edu.stanford.nlp.pipeline.TokenizerAnnotator;
import edu.stanford.nlp.pipeline.WordsToSentencesAnnotator;
import edu.stanford.nlp.time.TimeAnnotations;
import edu.stanford.nlp.time.TimeAnnotator;
import edu.stanford.nlp.util.CoreMap;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** SUTime over documents, with its own rules and the tagger of its models. */
class SUTimes {
  static List<Documents.Time> tag(AnnotationPipeline pipeline, String text, String day) {
    var times = new ArrayList<Documents.Time>();
    var annotation = new Annotation(text);
    if (day != null)
      annotation.set(CoreAnnotations.DocDateAnnotation.class, day);
    pipeline.annotate(annotation);
    for (CoreMap found : annotation.get(TimeAnnotations.TimexAnnotations.class)) {
      var timex = found.get(TimeAnnotations.TimexAnnotation.class);
      times.add(new Documents.Time(found.get(CoreAnnotations.CharacterOffsetBeginAnnotation.class),
          found.get(CoreAnnotations.CharacterOffsetEndAnnotation.class), String.valueOf(timex.timexType()),
          timex.value() == null ? "" : timex.value()));
    }
    return times;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, "UTF-8");
    System.setOut(System.err);
    var pipeline = new AnnotationPipeline();
    pipeline.addAnnotator(new TokenizerAnnotator(false));
    pipeline.addAnnotator(new WordsToSentencesAnnotator(false));
    pipeline.addAnnotator(new POSTaggerAnnotator(false));
    pipeline.addAnnotator(new TimeAnnotator("sutime", new Properties()));
    Documents.run((text, day) -> tag(pipeline, text, day), out);
  }
}
