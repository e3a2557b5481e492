/**
 * Names of places as they stand in organisation names, with the country they lie in and how wide they are: enough to see that
 * two names differ by a place, and whether the two places exclude each other. Makers' towns above all; own compilation.
 * Folded and without spaces (`hongkong`, `saopaulo`).
 */
export type PlaceWidth = 'region' | 'country' | 'province' | 'city';
export interface Place {
  /** One spelling for all spellings of the place. */
  readonly name: string;
  readonly width: PlaceWidth;
  /** ISO 3166-1 alpha-2; absent for a region of the world. */
  readonly country?: string;
}

// biome-ignore format: a table
const regions = ['europe', 'asia', 'africa', 'americas', 'emea', 'apac', 'latam', 'asiapacific', 'pacific', 'middleeast', 'mea', 'eu', 'northamerica', 'southamerica', 'latinamerica', 'nordic', 'eurasia', 'cis'];

/** The first spelling is the one kept. Codes of two letters count only in brackets, except those written here. */
// biome-ignore format: a table
const countries: Readonly<Record<string, readonly string[]>> = {
  CN: ['china', 'prc', 'chinese', 'mainlandchina', '中国'], HK: ['hongkong', 'hk', '香港'], MO: ['macau', 'macao'], TW: ['taiwan', '台湾'], US: ['usa', 'us', 'unitedstates', 'america', 'unitedstatesofamerica', '美国'],
  GB: ['uk', 'unitedkingdom', 'greatbritain', 'britain', 'england'], DE: ['germany', 'deutschland', 'allemagne'], FR: ['france', 'francaise'], IT: ['italy', 'italia'], ES: ['spain', 'espana', 'iberia', 'iberica'],
  PT: ['portugal'], NL: ['netherlands', 'nederland', 'holland'], BE: ['belgium', 'belgique', 'belgie', 'benelux'], CH: ['switzerland', 'schweiz', 'suisse', 'svizzera'], AT: ['austria', 'osterreich'], SE: ['sweden', 'sverige'],
  NO: ['norway', 'norge'], DK: ['denmark', 'danmark'], FI: ['finland', 'suomi'], IE: ['ireland'], PL: ['poland', 'polska'], CZ: ['czechia', 'czech', 'czechrepublic'], SK: ['slovakia'], HU: ['hungary', 'magyarorszag'],
  RO: ['romania'], BG: ['bulgaria'], GR: ['greece', 'hellas'], TR: ['turkey', 'turkiye', 'turkish'], RU: ['russia', 'russian', 'russianfederation', 'россия', 'рус'], UA: ['ukraine', 'україна', 'украина'], BY: ['belarus', 'беларусь'],
  KZ: ['kazakhstan', 'казахстан'], JP: ['japan', 'nippon', '日本'], KR: ['korea', 'southkorea', 'republicofkorea', '한국', '코리아'], KP: ['northkorea', 'dprk'], IN: ['india', 'indian'], PK: ['pakistan'], BD: ['bangladesh'],
  LK: ['srilanka'], SG: ['singapore', '新加坡'], MY: ['malaysia'], ID: ['indonesia'], TH: ['thailand'], VN: ['vietnam'], PH: ['philippines'], AU: ['australia', 'australasia'], NZ: ['newzealand'], CA: ['canada'], MX: ['mexico'],
  BR: ['brazil', 'brasil', 'dobrasil'], AR: ['argentina'], CL: ['chile'], CO: ['colombia'], PE: ['peru'], IL: ['israel'], AE: ['uae', 'emirates', 'unitedarabemirates'], SA: ['saudiarabia', 'saudi', 'ksa'], EG: ['egypt'],
  ZA: ['southafrica'], NG: ['nigeria'], KE: ['kenya'], IR: ['iran'], IQ: ['iraq'], EE: ['estonia'], LV: ['latvia'], LT: ['lithuania'], RS: ['serbia'], HR: ['croatia'], SI: ['slovenia'], ET: ['ethiopia'], TD: ['chad'], AM: ['armenia'], VG: ['bvi'],
};

// biome-ignore format: a table
const provinces: Readonly<Record<string, readonly string[]>> = {
  CN: ['guangdong', 'zhejiang', 'jiangsu', 'shandong', 'fujian', 'sichuan', 'hubei', 'hunan', 'henan', 'hebei', 'anhui', 'jiangxi', 'shaanxi', 'shanxi', 'liaoning', 'jilin', 'heilongjiang', 'guangxi', 'guizhou', 'yunnan', 'hainan',
    'gansu', 'qinghai', 'ningxia', 'xinjiang', 'tibet', 'innermongolia', '广东', '浙江', '江苏', '山东', '福建', '四川', '湖北', '湖南', '河南', '河北', '安徽', '江西', '陕西', '辽宁', '贵州', '云南', '海南', '新疆'],
  US: ['california', 'texas', 'delaware', 'florida', 'illinois', 'ohio', 'virginia'],
  IN: ['gujarat', 'maharashtra', 'karnataka'], JP: ['kyushu', 'hokkaido'], DE: ['bayern', 'bavaria'],
};

// biome-ignore format: a table
const cities: Readonly<Record<string, readonly string[]>> = {
  CN: ['beijing', 'shanghai', 'shenzhen', 'guangzhou', 'hangzhou', 'nanjing', 'wuhan', 'chengdu', 'chongqing', 'tianjin', 'suzhou', 'xian', 'xiamen', 'qingdao', 'jinan', 'dongguan', 'huizhou', 'zhuhai', 'foshan', 'zhongshan',
    'ningbo', 'wenzhou', 'jiaxing', 'wuxi', 'changzhou', 'nantong', 'hefei', 'fuzhou', 'quanzhou', 'zhengzhou', 'changsha', 'shenyang', 'dalian', 'harbin', 'changchun', 'kunming', 'guiyang', 'nanchang', 'shijiazhuang', 'taiyuan',
    'weifang', 'yantai', 'zhuzhou', 'baoding', 'mianyang', 'shijiazhuang', '北京', '上海', '深圳', '广州', '杭州', '南京', '武汉', '成都', '重庆', '天津', '苏州', '西安', '厦门', '青岛', '济南', '东莞', '惠州', '珠海', '宁波', '无锡', '合肥',
    '福州', '郑州', '长沙', '深圳市', '北京市', '上海市', '广州市', '杭州市', '东莞市', '苏州市', '厦门市'],
  TW: ['taipei', 'hsinchu', 'kaohsiung', 'taichung', '台北', '新竹'], US: ['newyork', 'newyorkcity', 'losangeles', 'chicago', 'boston', 'dallas', 'houston', 'phoenixarizona', 'atlanta', 'cleveland', 'seattle', 'sanfrancisco', 'sanjose', 'southbend', 'austin', 'denver', 'miami'],
  GB: ['london', 'manchester', 'cambridge', 'oxford'], DE: ['berlin', 'munich', 'munchen', 'hamburg', 'dusseldorf', 'frankfurt', 'stuttgart', 'koln'], FR: ['paris', 'lyon', 'toulouse'], NL: ['amsterdam', 'rotterdam', 'eindhoven'],
  JP: ['tokyo', 'osaka', 'kyoto', 'nagoya', 'yokohama', '东京', '大阪'], KR: ['seoul', 'busan', 'incheon'], IN: ['mumbai', 'delhi', 'newdelhi', 'bangalore', 'bengaluru', 'chennai', 'hyderabad', 'pune', 'noida', 'gurgaon'],
  VN: ['hanoi', 'hochiminh'], TH: ['bangkok'], MY: ['penang', 'kualalumpur'], ID: ['jakarta'], PH: ['manila'], RU: ['moscow', 'москва', 'saintpetersburg', 'stpetersburg', 'novosibirsk', 'kazan', 'murom'], UA: ['kyiv', 'kiev', 'київ'],
  AE: ['dubai', 'abudhabi'], SA: ['riyadh'], IL: ['telaviv', 'haifa'], BR: ['saopaulo', 'manaus'], MX: ['mexicocity', 'monterrey', 'guadalajara', 'tijuana'], CA: ['toronto', 'vancouver', 'montreal', 'ottawa'], AU: ['sydney', 'melbourne'],
  TR: ['istanbul', 'ankara'], PL: ['warszawa', 'warsaw', 'krakow'], AT: ['wien', 'vienna'], CH: ['zurich', 'geneva', 'basel'], IT: ['milano', 'milan', 'roma'], ES: ['madrid', 'barcelona'], SE: ['stockholm'], DK: ['copenhagen'], FI: ['helsinki', 'espoo'],
};

function table(): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const name of regions) places.set(name, { name, width: 'region' });
  const rows = [
    [countries, 'country'],
    [provinces, 'province'],
    [cities, 'city'],
  ] as const;
  for (const [byCountry, width] of rows) {
    for (const [country, names] of Object.entries(byCountry)) {
      for (const name of names)
        places.set(name, { name: width === 'country' ? (names[0] ?? name) : name.replace(/市$/, ''), width, country });
    }
  }
  return places;
}

/** By folded spelling without spaces. */
export const placesByName: ReadonlyMap<string, Place> = table();

/** By lower-case country code, for brackets: `(KR)`. */
export const placesByCode: ReadonlyMap<string, Place> = new Map(
  Object.entries(countries).map(([country, names]) => [
    country.toLowerCase(),
    { name: names[0] ?? country, width: 'country', country },
  ]),
);

/** Short forms that stand for a place only as the first word: `SZ DJI`, `GD Midea`. */
// biome-ignore format: a table
export const placesAtStart: ReadonlyMap<string, string> = new Map([['sz', 'shenzhen'], ['gd', 'guangdong'], ['gz', 'guangzhou'], ['hz', 'hangzhou']]);

/** True when both cannot be the same place: Hangzhou and Beijing, China and Japan; not Hangzhou and Zhejiang, not Europe and Italy. */
export function placesExclude(place: Place, other: Place): boolean {
  if (place.name === other.name) return false;
  if (place.width === 'region' || other.width === 'region') return place.width === other.width;
  return place.country !== other.country || place.width === other.width;
}
