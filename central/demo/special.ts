import { MESSAGE_MAX_CODE_POINTS } from '../../shared/domain/message.ts'
import type { LetterWriter } from './letters.ts'
import type { Pair } from './people.ts'

/** Arabic and Hebrew, with Latin names inside: what a reading pane must turn around. */
const rightToLeft = `أخي العزيز،

السلام عليكم ورحمة الله. أكتب إليك من البيت والأولاد نائمون. أمي بخير والحمد لله، وتدعو لك كل ليلة. وصلتنا رسالتك يوم الخميس وقرأتها لها مرتين، فبكت ثم ضحكت عندما ذكرتَ الشاي.

موعد المحكمة كما فهمت هو 14 من الشهر القادم. المحامي (Mr. Prescott) قال إنه سيزورك قبلها. إن احتجت شيئاً فأخبرني، وضعتُ 40 دولاراً في حسابك.

הילדים של השכנים, אלה שגרו ליד Ninth, שאלו עליך. אמרתי שתחזור בקרוב.

صديقنا سامي رُزق بطفلة وسمّاها نور. كلنا في انتظارك، والبيت ناقص من دونك.

أخوك المحب`

/** The letters that every demo facility has in its queue: the longest allowed, some of many pages, one right to left. */
export function specialLetters(writer: LetterWriter, pairs: readonly Pair[], at: number): string[] {
  const of = (index: number): Pair => pairs[index % pairs.length] as Pair
  return [
    writer.writeExactly(of(0), at, MESSAGE_MAX_CODE_POINTS),
    rightToLeft,
    writer.writeExactly(of(2), at, 8_640),
    writer.writeExactly(of(3), at, 12_115),
    writer.writeExactly(of(4), at, 9_477),
  ]
}
