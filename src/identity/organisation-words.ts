/**
 * Words of organisation names by how much they tell. Own compilation, folded as organisation-text.ts folds. Four classes:
 * stop words carry nothing; fillers may differ freely between two names of one organisation; line words say what a company
 * does, so two names may differ by having one or not, but not by having different ones (Motorola Solutions, Motorola Mobility);
 * everyday words are names that hundreds of unrelated organisations carry and that only match whole.
 */
// biome-ignore format: a table
export const stopWords: readonly string[] = ['the', 'of', 'and', 'for', 'a', 'an', 'de', 'du', 'und', 'et', 'e', 'y', 'и', 'та'];

// biome-ignore format: a table
export const fillerWords: readonly string[] = [
  'technology', 'technologies', 'technoly', 'technoligy', 'tecnology', 'technological', 'tech', 'techno', 'hitech', 'hightech', 'electronics', 'electronic', 'electron',
  'digital', 'communications', 'communication', 'comm', 'telecommunications', 'telecommunication', 'telecom', 'telecoms', 'information', 'info', 'informatics', 'it',
  'science', 'sciences', 'scientific', 'innovation', 'innovations', 'innovative', 'intelligent', 'intelligence', 'smart', 'ai', 'aiot', 'iot', 'internet', 'network', 'networks',
  'networking', 'software', 'hardware', 'computer', 'computers', 'computing', 'data', 'mobile', 'device', 'devices', 'terminal', 'wireless',
  'international', 'intl', 'global', 'worldwide', 'world', 'group', 'groups', 'gruppe', 'groupe', 'grupo', 'gruppo', 'holding', 'holdings', 'industrial', 'development',
  'trading', 'trade', 'import', 'export', 'sales', 'branch', 'office', 'headquarters', 'hq', 'subsidiary', 'division', 'department', 'overseas', 'new', 'online', 'web', 'com',
  'brand', 'brands', 'official', 'manufacturing', 'manufacture', 'mfg', 'maker', 'makers', 'products', 'product', 'research', 'rd', 'r', 'd', 'vision', 'design', 'component', 'components',
  'elektronik', 'elektronika', 'elettronica', 'electronica', 'electronique', 'eletronica', 'eletronicos', 'electronicos', 'tecnologia', 'tecnologias', 'technologie', 'technologia', 'teknoloji', 'teknolojileri', 'technik', 'teknik',
  'informatica', 'informatique', 'informatik', 'telecomunicacoes', 'telecomunicaciones', 'telekom', 'telekommunikation', 'kommunikation', 'internacional', 'internazionale', 'comercio', 'comercial', 'industria', 'industrie', 'ticaret', 'sanayi',
  'группа', 'компаний', 'компания', 'гк', 'технологии', 'холдинг', 'россия', 'системс',
];

// biome-ignore format: a table
export const lineWords: readonly string[] = [
  'systems', 'system', 'solutions', 'solution', 'services', 'service', 'industries', 'industry', 'enterprise', 'enterprises', 'security', 'equipment', 'robotics', 'robot',
  'semiconductor', 'semiconductors', 'microelectronics', 'microelectronic', 'instruments', 'instrument', 'labs', 'lab', 'laboratories', 'laboratory', 'media', 'multimedia', 'broadband', 'entertainment',
  'studio', 'studios', 'games', 'cloud', 'energy', 'power', 'electric', 'electrical', 'appliance', 'appliances', 'display', 'displays', 'optical', 'optics', 'photonics', 'automotive', 'auto',
  'medical', 'video', 'imaging', 'image', 'camera', 'cameras', 'surveillance', 'satellite', 'precision', 'micro', 'memory', 'storage', 'sensor', 'sensors', 'lidar',
  'logistics', 'consulting', 'engineering', 'investment', 'investments', 'partners', 'visual', 'home', 'life', 'audio', 'infrastructure', 'platforms', 'business',
  'системы', 'решения', 'сервис', 'лаборатория',
];

/** Words that are also names of unrelated organisations, things, people or ideas. Not a list of organisations. */
// biome-ignore format: a table
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
  'automation', 'controls', 'control', 'advanced', 'link', 'lighting', 'center', 'integrated', 'access', 'embedded', 'logic', 'applied', 'motion', 'technical', 'radio', 'space', 'connect', 'dynamics', 'mobility', 'silicon',
  'microwave', 'plus', 'healthcare', 'defense', 'production', 'associates', 'broadcast', 'monitoring', 'sound', 'air', 'fiber', 'time', 'water', 'pro', 'interactive', 'acoustics', 'building', 'light', 'safety',
  'instrumentation', 'laser', 'integration', 'point', 'american', 'care', 'designs', 'avionics', 'machine', 'rail', 'creative', 'all', 'amp', 'soft', 'process', 'pacific', 'test', 'connected', 'marketing', 'machines', 'cyber',
  'chip', 'transportation', 'alliance', 'infotech', 'cable', 'concepts', 'gaming', 'metering', 'optoelectronic', 'distribution', 'top', 'open', 'east', 'west', 'north', 'south', 'century', 'next', 'project', 'spectrum',
  'connectivity', 'source', 'generation', 'solar', 'navigation', 'bell', 'circuit', 'wave', 'meter', 'ventures', 'bio', 'western', 'best', 'johnson', 'protection', 'alarm', 'things', 'chain', 'resources', 'tri', 'direct',
  'support', 'traffic', 'server', 'dynamic', 'optic', 'thermo', 'infrared', 'ultra', 'way', 'flow', 'packet', 'lite', 'allied', 'partner', 'win', 'master', 'processing', 'pulse', 'modular', 'valley', 'fischer', 'interface',
  'analytical', 'inter', 'concept', 'atlantic', 'scale', 'retail', 'real', 'great', 'emerson', 'view', 'grid', 'solid', 'infinite', 'human', 'tactical', 'forum', 'bird', 'quest', 'team', 'virtual', 'state', 'mission', 'touch',
  'cambridge', 'fisher', 'eye', 'mountain', 'convergence', 'commerce', 'easy', 'battery', 'genius', 'consortium', 'linear', 'fast', 'lucent', 'zero', 'sat', 'art', 'rugged', 'advance', 'speed', 'active', 'analytics', 'synergy',
  'bay', 'flying', 'will', 'resource', 'action', 'special', 'hard', 'environmental', 'cubic', 'walter', 'commercial', 'long', 'interconnect', 'automatic', 'sensing', 'monitor', 'express', 'phase', 'paul', 'wisdom', 'low',
  'vehicle', 'domain', 'multi', 'unlimited', 'elite', 'frontier', 'orbit', 'planet', 'raster', 'post', 'realtime', 'elements', 'cube', 'hunter', 'young', 'omni', 'connection', 'metal', 'card', 'bit', 'stock', 'sierra', 'idea',
  'simple', 'stream', 'document', 'work', 'advantage', 'planning', 'wise', 'oriental', 'infinity', 'nexus', 'trident', 'land', 'forward', 'radiation', 'hill', 'safe', 'after', 'lift', 'conversion', 'particle', 'eco',
  'renewable', 'deep', 'physics', 'private', 'wing', 'becker', 'material', 'square', 'free', 'photonic', 'pixel', 'level', 'trend', 'ark', 'carrier', 'track', 'leader', 'wall', 'thomson', 'wire', 'velocity', 'code',
  'diagnostic', 'call', 'grand', 'parker', 'orbital', 'adaptive', 'triple', 'iris', 'big', 'head', 'zen', 'icon', 'transit', 'shine', 'brown', 'offshore', 'reach', 'tracking', 'expert', 'box', 'channel', 'northwest',
  'creation', 'radar', 'amber', 'ideas', 'quality', 'liberty', 'coral', 'opus', 'nebula', 'triumph', 'smith', 'think', 'stage', 'identification', 'robotic', 'fly', 'creator', 'vital', 'circle', 'mini', 'step', 'cardinal',
  'alpine', 'winner', 'turtle', 'metro', 'morgan', 'southern', 'ground', 'climate', 'full', 'clarion', 'graphics', 'harris', 'olympus', 'ensemble', 'musical', 'mark', 'wide', 'impact', 'emergency', 'sage', 'radius', 'maple',
  'any', 'lucid', 'vista', 'compass', 'excel', 'command', 'giant', 'switching', 'personal', 'integra', 'fit', 'origin', 'province', 'jet', 'vortex', 'leap', 'matter', 'stellar', 'freedom', 'living', 'live', 'seal', 'octopus',
  'pace', 'magnet', 'portable', 'unit', 'eternal', 'vacuum', 'port', 'horn', 'field', 'garden', 'integrity', 'culture', 'switch', 'torch', 'advent', 'astra', 'orca', 'epic', 'riot', 'cheetah', 'cirrus', 'costar', 'reform',
  'snap', 'wink', 'drive', 'beam', 'arc', 'core', 'node', 'hub', 'dot', 'peak', 'ridge', 'trail', 'path', 'root', 'seed', 'sprout', 'bloom',
  // Words of ordinary language that organisations of the rules have beside a trade or a town and nothing else.
  'aircraft', 'aldersgate', 'aspire', 'camel', 'cato', 'comnet', 'connecting', 'doctor', 'empyrean', 'envision', 'firestorm', 'fund',
  'imagination', 'insight', 'john', 'kunlun', 'leon', 'lilith', 'manus', 'merit', 'moonshot', 'phenix', 'polar', 'pony', 'positive',
  'rambler', 'rana', 'rolling', 'sailing', 'savvy', 'shipbuilding', 'silence', 'sunway', 'tone', 'trip', 'vantage', 'yangtze',
  // Syllables and words of Chinese that hundreds of companies are named with.
  'jin', 'xin', 'shi', 'cheng', 'chang', 'feng', 'hua', 'ming', 'hong', 'heng', 'tong', 'tian', 'tianyi', 'zhi', 'zhong', 'zhongke', 'yuan', 'hao', 'hai', 'dong', 'dongfang', 'guang', 'xing', 'rong', 'yue', 'zhilian', 'huaxin',
  'kunpeng', 'huadian', 'shidai', 'chuangxin', 'hengtong', 'jianan', 'dingxin', 'zhixin', 'haiguang', 'tongfang', 'jinlong', 'jinxin', 'hengda', 'hongda', 'hongyuan', 'huada', 'huarun', 'huatai', 'kangda', 'longda',
  'lianchuang', 'minghua', 'qihang', 'ruida', 'shengda', 'taihe', 'tianhe', 'tianhong', 'weida', 'xinda', 'xingda', 'xinyuan', 'yinhe', 'yongda', 'yuanda', 'zhengda', 'zhonghe', 'zhongxin', 'dahe', 'dadi', 'datong',
];

/** Numbered by their sponsor: a trailing number tells vehicles of one family apart, not families. */
// biome-ignore format: a table
export const seriesWords: readonly string[] = ['fund', 'funds', 'partners', 'trust', 'series', 'phase', 'tranche'];

/** Two spellings, one word. The second is what is kept. */
// biome-ignore format: a table
export const spellings: ReadonlyMap<string, string> = new Map([
  ['organisation', 'organization'], ['organisations', 'organizations'], ['labour', 'labor'], ['centre', 'center'], ['defence', 'defense'], ['programme', 'program'],
  ['intl', 'international'], ['mfg', 'manufacturing'], ['natl', 'national'], ['gov', 'government'], ['govt', 'government'], ['univ', 'university'], ['aluminium', 'aluminum'],
  ['first', '1'], ['second', '2'], ['third', '3'], ['fourth', '4'], ['fifth', '5'], ['sixth', '6'], ['seventh', '7'], ['eighth', '8'], ['ninth', '9'], ['tenth', '10'],
  ['one', '1'], ['two', '2'], ['three', '3'], ['four', '4'], ['five', '5'], ['six', '6'], ['seven', '7'], ['eight', '8'], ['nine', '9'], ['ten', '10'],
]);

/** Cut from the ends of a run of Han or Hangul letters; simplified, as the text is folded. The rest is the brand. */
// biome-ignore format: a table
export const eastAsianFillers: readonly string[] = [
  '技术', '科技', '在线', '数字技术', '网络技术', '网络科技', '信息', '信息技术', '电子', '数字', '数码', '通信', '通讯', '网络', '软件', '计算机', '智能', '集团', '控股', '国际', '创新', '实业', '工业', '发展', '贸易', '移动通信', '设备',
  '机器人', '半导体', '微电子', '电气', '电器', '系统', '无线', '物联网', '云计算', '그룹', '전자', '테크놀로지', '테크', '홀딩스', 'グループ', 'テクノロジー', 'ホールディングス', '电机',
];
