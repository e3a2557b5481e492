/**
 * Legal forms of organisations, as they stand in names, for English, Chinese, Japanese, Korean, Vietnamese, Russian and its
 * neighbours, the languages of Europe, Turkish, Arabic in Latin letters, Malay, Indonesian, Indian English and Latin America.
 * Own compilation for comparing names; the register of such forms is ISO 20275 (Entity Legal Forms, kept by GLEIF), which has
 * many more and says which country has which. Written folded (see organisation-text.ts) and without spaces or dots, so that
 * `S.p.A.`, `S P A` and `spa` are one entry. Misspellings stand here only where a public register prints them.
 */

/** Removed at the end of a name. */
// biome-ignore format: a table
export const formsAtEnd: readonly string[] = [
  // English and its users
  'co', 'coltd', 'company', 'companylimited', 'companies', 'corp', 'corpn', 'corporation', 'corporate', 'inc', 'incorporated', 'ltd',
  'limited', 'limtied', 'limitied', 'llc', 'limitedliabilitycompany', 'llp', 'limitedliabilitypartnership', 'lp', 'limitedpartnership',
  'lllp', 'ulc', 'plc', 'publiclimitedcompany', 'publiccompanylimited', 'pcl', 'pte', 'pteltd', 'pty', 'ptyltd', 'proprietary',
  'pvt', 'pvtltd', 'private', 'privatelimited', 'privatelimitedcompany', 'cic', 'na', 'gie', 'dac', 'fze', 'fzco', 'fzllc', 'fzc', 'wll',
  'jsc', 'pjsc', 'ojsc', 'cjsc', 'ijsc', 'mkpao', 'jointstockcompany', 'jointstock', 'openjointstockcompany', 'publicjointstockcompany',
  'closedjointstockcompany', 'sae', 'saog', 'saoc', 'qsc', 'qpsc', 'ksc', 'kscp', 'bsc',
  // German, Dutch, Nordic
  'ag', 'akg', 'aktiengesellschaft', 'aktiengeselschaft', 'gmbh', 'ggmbh', 'gesellschaftmitbeschrankterhaftung', 'mbh', 'kg', 'kgaa', 'ohg',
  'gbr', 'ug', 'ughaftungsbeschrankt', 'ev', 'eg', 'ek', 'se', 'bv', 'bvba', 'beslotenvennootschap', 'nv', 'naamlozevennootschap',
  'cv', 'vof', 'cvba', 'ab', 'abpubl', 'aktiebolag', 'as', 'asa', 'aksjeselskap', 'aktieselskab', 'aps', 'anpartsselskab', 'oy', 'oyj', 'oyab',
  'osakeyhtio', 'ehf', 'hf', 'ohf', 'ou', 'osauhing', 'uab', 'sia', 'ks', 'ans',
  // French, Italian, Spanish, Portuguese, Romanian
  'sa', 'sas', 'sasu', 'sarl', 'sarlau', 'sca', 'scs', 'snc', 'eurl', 'societeanonyme', 'spa', 'srl', 'srls', 'sapa', 'scarl', 'sl', 'slu', 'slne', 'sau',
  'sadecv', 'sabdecv', 'sapidecv', 'srldecv', 'sderldecv', 'sderl', 'sociedadanonima', 'ltda', 'limitada', 'eireli', 'lda', 'me', 'epp', 'sgps',
  'societateacuraspunderelimitata', 'pfa', 'spac', 'saic', 'saci',
  // Central and eastern Europe, Turkey, Greece
  'spzoo', 'spolkazoo', 'spolkazograniczonaodpowiedzialnoscia', 'spk', 'spj', 'spolsro', 'sro', 'spol', 'vos', 'kft', 'nyrt', 'zrt', 'rt', 'bt', 'doo', 'dd', 'ad',
  'ead', 'eood', 'ood', 'dno', 'anonimsirketi', 'limitedsirketi', 'ltdsti', 'sti', 'sanvetic', 'tic', 'ae', 'epe', 'ike',
  // Russian, Ukrainian, Belarusian, Kazakh, in both alphabets
  'ooo', 'oao', 'zao', 'pao', 'ao', 'tov', 'too', 'tdv', 'odo', 'chao', 'ооо', 'оао', 'зао', 'пао', 'ао', 'нао', 'мкпао', 'тов', 'тоо', 'одо', 'пат', 'прат', 'ат', 'ип',
  'обществосограниченнойответственностью', 'акционерноеобщество', 'публичноеакционерноеобщество', 'открытоеакционерноеобщество',
  'закрытоеакционерноеобщество', 'непубличноеакционерноеобщество', 'товариствозобмеженоювідповідальністю', 'акціонернетовариство',
  'еоод', 'оод', 'еад', 'ад', 'доо', 'αε', 'επε', 'ικε',
  // Asia in Latin letters
  'kk', 'kabushikikaisha', 'godokaisha', 'yk', 'gk', 'sdnbhd', 'sdn', 'bhd', 'berhad', 'tbk', 'perserotbk', 'persero', 'jscvietnam', 'tnhh', 'congtytnhh',
  'congtycophan', 'cophan', 'jointventurecompany',
];

/** Removed at the start of a name: forms that some languages put first. */
// biome-ignore format: a table
export const formsAtStart: readonly string[] = [
  'ooo', 'oao', 'zao', 'pao', 'ao', 'jsc', 'pjsc', 'ojsc', 'cjsc', 'jointstockcompany', 'openjointstockcompany', 'publicjointstockcompany',
  'closedjointstockcompany', 'limitedliabilitycompany', 'llc', 'too', 'tov', 'ооо', 'оао', 'зао', 'пао', 'ао', 'нао', 'мкпао', 'тов', 'тоо', 'одо', 'пат',
  'прат', 'ат', 'ип', 'обществосограниченнойответственностью', 'акционерноеобщество', 'публичноеакционерноеобщество',
  'открытоеакционерноеобщество', 'закрытоеакционерноеобщество', 'непубличноеакционерноеобщество', 'товариствозобмеженоювідповідальністю',
  'акціонернетовариство', 'pt', 'congtytnhh', 'congtycophan', 'societateacuraspunderelimitata', 'srl', 'sarl', 'sas', 'gie', 'uab', 'sia',
  'spolkazoo', 'kabushikikaisha',
];

/** Removed wherever they stand but first: nobody uses them as a word of a name. A branch or a place may follow them. */
// biome-ignore format: a table
export const formsAnywhere: readonly string[] = [
  'ltd', 'coltd', 'limited', 'limtied', 'llc', 'gmbh', 'inc', 'incorporated', 'plc', 'pvt', 'corp', 'corporation', 'company', 'pty', 'pte', 'llp', 'sarl', 'pjsc', 'ojsc',
  'sdn', 'bhd', 'ооо', 'пао', 'зао', 'оао',
];

/** `Co` is a form in the middle of a name only before one of these: `Co., Ltd`. */
// biome-ignore format: a table
export const formsAfterCo: readonly string[] = ['ltd', 'limited', 'limtied', 'kg', 'inc', 'kgaa', 'lp', 'llc'];

/** Han, kana and Hangul write without spaces: cut off the end of a run of such letters. Simplified, as the text is folded. */
// biome-ignore format: a table
export const eastAsianFormsAtEnd: readonly string[] = [
  '股份有限公司', '有限责任公司', '有限公司', '股份公司', '公司', '有限合伙', '总公司', '分公司', '责任有限公司', '股份',
  '株式会社', '有限会社', '合同会社', '合资会社', '合名会社', '주식회사', '유한회사', '유한책임회사',
];
// biome-ignore format: a table
export const eastAsianFormsAtStart: readonly string[] = ['株式会社', '有限会社', '合同会社', '주식회사', '유한회사'];
/** Alone in brackets, as in ㈱ and ㈜. */
// biome-ignore format: a table
export const eastAsianFormsInBrackets: readonly string[] = ['株', '有', '合', '주', '유', '社', '集团', '股份', '有限公司'];
