/**
 * Words of organisation names by how much they tell. Own compilation, folded as organisation-text.ts folds. Four classes:
 * stop words carry nothing; fillers may differ freely between two names of one organisation; line words say what a company
 * does, so two names may differ by having one or not, but not by having different ones (Motorola Solutions, Motorola Mobility);
 * everyday words are names that hundreds of unrelated organisations carry and that only match whole.
 */
export const stopWords: readonly string[] = ['the', 'of', 'and', 'for', 'a', 'an', 'de', 'du', 'und', 'et', 'e', 'y', 'и', 'та'];

export const fillerWords: readonly string[] = [
  'technology', 'technologies', 'technoly', 'technoligy', 'tecnology', 'technological', 'tech', 'techno', 'hitech', 'hightech', 'electronics', 'electronic', 'electron',
  'digital', 'communications', 'communication', 'comm', 'telecommunications', 'telecommunication', 'telecom', 'telecoms', 'information', 'info', 'informatics', 'it',
  'science', 'sciences', 'scientific', 'innovation', 'innovations', 'innovative', 'intelligent', 'intelligence', 'smart', 'ai', 'aiot', 'iot', 'internet', 'network', 'networks',
  'networking', 'software', 'hardware', 'computer', 'computers', 'computing', 'data', 'mobile', 'device', 'devices', 'terminal', 'wireless',
  'international', 'intl', 'global', 'worldwide', 'world', 'group', 'groups', 'gruppe', 'groupe', 'grupo', 'gruppo', 'holding', 'holdings', 'industrial', 'development',
  'trading', 'trade', 'import', 'export', 'sales', 'branch', 'office', 'headquarters', 'hq', 'subsidiary', 'division', 'department', 'overseas', 'new', 'online', 'web', 'com',
  'brand', 'brands', 'official', 'manufacturing', 'manufacture', 'mfg', 'maker', 'makers', 'products', 'product', 'research', 'rd', 'r', 'd', 'vision', 'design', 'component', 'components',
  'группа', 'компаний', 'компания', 'гк', 'технологии', 'холдинг', 'россия', 'системс',
];

export const lineWords: readonly string[] = [
  'systems', 'system', 'solutions', 'solution', 'services', 'service', 'industries', 'industry', 'enterprise', 'enterprises', 'security', 'equipment', 'robotics', 'robot',
  'semiconductor', 'semiconductors', 'microelectronics', 'microelectronic', 'instruments', 'instrument', 'labs', 'lab', 'laboratories', 'laboratory', 'media', 'multimedia', 'broadband', 'entertainment',
  'studio', 'studios', 'games', 'cloud', 'energy', 'power', 'electric', 'electrical', 'appliance', 'appliances', 'display', 'displays', 'optical', 'optics', 'photonics', 'automotive', 'auto',
  'medical', 'video', 'imaging', 'image', 'camera', 'cameras', 'surveillance', 'satellite', 'precision', 'micro', 'memory', 'storage', 'sensor', 'sensors', 'lidar',
  'logistics', 'consulting', 'engineering', 'investment', 'investments', 'partners', 'visual', 'home', 'life', 'audio', 'infrastructure', 'platforms', 'business',
  'системы', 'решения', 'сервис', 'лаборатория',
];

/** Words that are also names of unrelated organisations, things, people or ideas. Not a list of organisations. */
export const everydayWords: readonly string[] = [
  'mercury', 'panda', 'honor', 'honour', 'sharp', 'predator', 'kimi', 'vivo', 'pax', 'apple', 'axis', 'orange', 'oracle', 'meta', 'alpha', 'beta', 'gamma', 'delta', 'omega', 'sigma',
  'phoenix', 'atlas', 'titan', 'eagle', 'falcon', 'dragon', 'tiger', 'lion', 'star', 'sun', 'moon', 'aurora', 'nova', 'pioneer', 'horizon', 'summit', 'apex', 'zenith', 'venus', 'mars', 'jupiter',
  'saturn', 'neptune', 'pluto', 'apollo', 'hermes', 'hero', 'king', 'queen', 'prince', 'royal', 'crown', 'victory', 'unity', 'union', 'pico', 'nano', 'mega', 'giga', 'spark', 'sparkle', 'swift', 'rapid', 'signal',
  'focus', 'lens', 'mirror', 'mint', 'lemon', 'mango', 'cherry', 'berry', 'rose', 'lotus', 'jade', 'ruby', 'pearl', 'diamond', 'gold', 'golden', 'silver', 'steel', 'iron', 'copper', 'stone', 'rock', 'river',
  'lake', 'ocean', 'sea', 'sky', 'cloud', 'rain', 'storm', 'snow', 'fire', 'flame', 'earth', 'forest', 'tree', 'leaf', 'bear', 'wolf', 'fox', 'hawk', 'owl', 'swan', 'dove', 'horse', 'bull',
  'trust', 'standard', 'general', 'national', 'universal', 'united', 'continental', 'central', 'federal', 'first', 'prime', 'premier', 'supreme', 'superior', 'ideal', 'perfect', 'modern', 'future',
  'dream', 'magic', 'wonder', 'spirit', 'soul', 'mind', 'heart', 'hope', 'faith', 'grace', 'glory', 'fortune', 'lucky', 'happy', 'sunny', 'bright', 'clear', 'pure', 'fresh', 'green', 'blue', 'red', 'black',
  'white', 'yellow', 'purple', 'construction', 'management', 'capital', 'bank', 'insurance', 'finance', 'financial', 'energy', 'oil', 'gas', 'petroleum', 'mining', 'shipping', 'transport', 'aviation', 'aerospace', 'marine',
  'railway', 'motor', 'motors', 'machinery', 'tools', 'chemical', 'pharma', 'health', 'food', 'foods', 'textile', 'fashion', 'sports', 'education', 'university', 'institute', 'academy', 'foundation', 'association',
  'factory', 'works', 'plant', 'market', 'store', 'shop', 'house', 'city', 'unicom', 'mobvoi', 'opera', 'kuka', 'deco', 'anker', 'prama', 'micron', 'ford', 'shell', 'boss', 'prism', 'matrix', 'vector', 'quantum',
  'signify', 'agora', 'sense', 'vega', 'orion', 'polaris', 'pegasus', 'genesis', 'legend', 'dawning', 'inspire', 'evolution', 'revolution', 'discovery', 'explorer', 'voyager', 'navigator', 'sentinel', 'guardian',
  'shield', 'armor', 'castle', 'tower', 'bridge', 'gate', 'key', 'lock', 'arrow', 'spear', 'zoom', 'slack', 'signal', 'line', 'max', 'temu', 'lark', 'yes', 'nice', 'ace', 'edge', 'force', 'flash', 'bolt',
];

/** Numbered by their sponsor: a trailing number tells vehicles of one family apart, not families. */
export const seriesWords: readonly string[] = ['fund', 'funds', 'partners', 'trust', 'series', 'phase', 'tranche'];

/** Two spellings, one word. The second is what is kept. */
export const spellings: ReadonlyMap<string, string> = new Map([
  ['organisation', 'organization'], ['organisations', 'organizations'], ['labour', 'labor'], ['centre', 'center'], ['defence', 'defense'], ['programme', 'program'],
  ['intl', 'international'], ['mfg', 'manufacturing'], ['natl', 'national'], ['gov', 'government'], ['govt', 'government'], ['univ', 'university'], ['aluminium', 'aluminum'],
  ['first', '1'], ['second', '2'], ['third', '3'], ['fourth', '4'], ['fifth', '5'], ['sixth', '6'], ['seventh', '7'], ['eighth', '8'], ['ninth', '9'], ['tenth', '10'],
  ['one', '1'], ['two', '2'], ['three', '3'], ['four', '4'], ['five', '5'], ['six', '6'], ['seven', '7'], ['eight', '8'], ['nine', '9'], ['ten', '10'],
]);

/** Cut from the ends of a run of Han or Hangul letters; simplified, as the text is folded. The rest is the brand. */
export const eastAsianFillers: readonly string[] = [
  '技术', '科技', '信息', '信息技术', '电子', '数字', '数码', '通信', '通讯', '网络', '软件', '计算机', '智能', '集团', '控股', '国际', '创新', '实业', '工业', '发展', '贸易', '移动通信', '设备',
  '机器人', '半导体', '微电子', '电气', '电器', '系统', '无线', '物联网', '云计算', '그룹', '전자', '테크놀로지', '테크', '홀딩스', 'グループ', 'テクノロジー', 'ホールディングス', '电机',
];
