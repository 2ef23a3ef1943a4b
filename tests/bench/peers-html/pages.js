// What Mozilla's readability makes of web pages, as one JSON object a line: node pages.js FILE…
// @mozilla/readability and jsdom are looked for beside this file or in NODE_PATH.
const fs = require('fs');
const { JSDOM, VirtualConsole } = require('jsdom');
const { Readability } = require('@mozilla/readability');

for (const file of process.argv.slice(2)) {
  let article = null;
  try {
    const dom = new JSDOM(fs.readFileSync(file), { virtualConsole: new VirtualConsole() });
    article = new Readability(dom.window.document).parse();
    dom.window.close();
  } catch (error) {
    console.error(`${file}: ${error.message}`);
  }
  const authors = article && article.byline ? [article.byline.trim()] : [];
  // the text of the markup, not textContent: paragraphs must not run into each other
  const text = article ? article.content.replace(/<[^>]*>/g, ' ').replace(/&nbsp;/g, ' ').replace(/&amp;/g, '&').replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>').replace(/&quot;/g, '"') : '';
  console.log(JSON.stringify({ file, title: article && article.title, authors, published: article && article.publishedTime,
                               blocks: [['body', text]] }));
}
