/**
 * Words for what kind of thing a row is about, as the hyphen words that rules use: `router`, `drone`, `power-inverter`. Inventories are
 * written in the language of the house, and one class has many words. Only words that mean the class alone are here: French "onduleur" is
 * a UPS in most server rooms, Polish "falownik" drives motors, and neither makes a row a solar inverter.
 */
import { foldText } from './organisation-text.ts';

/** Each word with what it is called in rules, from special to general. */
const words: readonly (readonly [keys: readonly string[], ...spellings: string[]])[] = [
  [['router'], 'IP router', 'routeur', 'enrutador', 'rúter', 'roteador', 'encaminhador', 'ruter', 'trasownik', 'směrovač'],
  [['router'], 'maršrutētājs', 'maršrutizatorius', 'yönlendirici', 'маршрутизатор', 'роутер', 'ルーター', 'ルータ', '라우터', '路由器'],
  [['wireless-router', 'router'], 'wireless router', 'WLAN router', 'routeur sans fil', 'router inalámbrico', 'roteador sem fio'],
  [['wireless-router', 'router'], 'router wireless', 'draadloze router', 'router bezprzewodowy', 'bezdrátový router', 'trådlös router'],
  [['wireless-router', 'router'], 'беспроводной маршрутизатор', 'бездротовий маршрутизатор', 'kablosuz yönlendirici'],
  [['wireless-router', 'router'], '無線ルーター', '무선 라우터', '무선공유기', '无线路由器'],
  [['wifi-router', 'wireless-router', 'router'], 'wifi router', 'wi-fi router', 'routeur wifi', 'routeur wi-fi', 'router wifi'],
  [['wifi-router', 'wireless-router', 'router'], 'roteador wi-fi', 'wifi-роутер', 'mesh router', 'mesh wifi'],
  [['home-router', 'router'], 'home router', 'SOHO router', 'residential gateway', 'home gateway', 'Heimrouter', 'box internet', '공유기', '家庭用ルーター'],
  [['cellular-gateway', 'router'], 'cellular router', '4G router', '5G router', 'LTE router', 'Mobilfunkrouter', 'routeur 4G', 'routeur 5G'],
  [['cellular-gateway'], 'cellular gateway', '5G gateway', 'LTE gateway', '5G CPE', 'mobile gateway'],
  [['mobile-hotspot', 'hotspot'], 'mobile hotspot', 'MiFi', 'pocket wifi', 'mobile router', 'モバイルルーター', '随身WiFi', '移动热点'],
  [['drone', 'uav', 'uas'], 'UAV', 'UAS', 'sUAS', 'RPAS', 'quadcopter', 'multicopter', 'drone aircraft', 'unmanned aircraft', 'uncrewed aircraft'],
  [['drone', 'uav', 'uas'], 'unmanned aerial vehicle', 'unmanned aircraft system', 'uncrewed aircraft system', 'aéronef sans équipage'],
  [['drone', 'uav', 'uas'], 'Drohne', 'Drohnen', 'dron', 'drony', 'bezzałogowiec', 'drönare', 'drons', 'dronas', 'insansız hava aracı'],
  [['drone', 'uav', 'uas'], 'дрон', 'беспилотник', 'безпілотник', 'БПЛА', 'квадрокоптер', 'ドローン', '無人航空機', '드론', '무인기', '无人机'],
  [['drone-component'], 'drone component', 'drone part', 'drone battery', 'drone controller', 'drone ground station', 'flight controller'],
  [['solar-inverter', 'pv-inverter', 'power-inverter', 'inverter'], 'solar inverter', 'PV inverter', 'photovoltaic inverter'],
  [['solar-inverter', 'pv-inverter', 'power-inverter', 'inverter'], 'PV-Wechselrichter', 'Solarwechselrichter', 'onduleur solaire'],
  [['solar-inverter', 'pv-inverter', 'power-inverter', 'inverter'], 'onduleur photovoltaïque', 'inversor solar', 'inversor fotovoltaico'],
  [['solar-inverter', 'pv-inverter', 'power-inverter', 'inverter'], 'inverter fotovoltaico', 'falownik fotowoltaiczny', 'solární střídač'],
  [['solar-inverter', 'pv-inverter', 'power-inverter', 'inverter'], 'パワーコンディショナー', 'パワコン', '태양광 인버터', '光伏逆变器'],
  [['power-inverter', 'inverter'], 'power inverter', 'string inverter', 'hybrid inverter', 'micro inverter', 'microinverter', 'grid tie inverter'],
  [['power-inverter', 'inverter'], 'Wechselrichter', 'Hybridwechselrichter', 'inversor', 'omvormer', 'inwerter', 'střídač', 'växelriktare'],
  [['power-inverter', 'inverter'], 'invertors', 'inverteris', 'evirici', 'инвертор', 'інвертор', '逆变器'],
  [['wind-turbine'], 'wind turbine', 'Windkraftanlage', 'Windenergieanlage', 'Windrad', 'éolienne', 'aerogenerador', 'turbina eólica', 'windturbine'],
  [['wind-turbine'], 'turbina wiatrowa', 'větrná turbína', 'vindkraftverk', 'vėjo jėgainė', 'vēja turbīna', 'ветрогенератор', '風力発電機', '风力发电机'],
  [['battery-storage'], 'battery storage', 'battery energy storage', 'battery energy storage system', 'BESS', 'Batteriespeicher', 'Stromspeicher'],
  [['battery-storage'], 'stockage par batterie', 'almacenamiento de baterías', 'magazyn energii', 'energijos kaupiklis', '蓄電池', '储能系统'],
  [['humanoid-robot', 'robot'], 'humanoid', 'humanoid robot', 'humanoider Roboter', '人形机器人'],
  [['quadruped-robot', 'robot'], 'quadruped', 'quadruped robot', 'robot dog', 'Roboterhund', 'chien robot', '机器狗', '四足机器人'],
  [['robot'], 'Roboter', 'robô', 'robotas', 'robots', 'робот', 'ロボット', '로봇', '机器人'],
  [['radio-module'], 'radio module', 'cellular module', 'LTE module', '5G module', 'WWAN module', 'WWAN', 'wireless module', 'cellular modem', 'LTE modem'],
  [['radio-module'], 'Funkmodul', 'Mobilfunkmodul', 'module radio', 'módulo de radio', 'modulo radio', 'радиомодуль', '無線モジュール', '无线模块'],
  [['ip-camera', 'camera'], 'IP camera', 'ipcamera', 'IPC', 'network camera', 'IP-Kamera', 'Netzwerkkamera', 'caméra IP', 'cámara IP', 'câmera IP'],
  [['ip-camera', 'camera'], 'telecamera IP', 'kamera IP', 'IP kamera', 'IP-камера', 'ネットワークカメラ', 'IP 카메라', '网络摄像机'],
  [['camera'], 'CCTV camera', 'surveillance camera', 'security camera', 'Kamera', 'Überwachungskamera', 'caméra', 'cámara', 'câmera', 'telecamera'],
  [['camera'], 'kamera', 'камера', 'カメラ', '카메라', '摄像机', '摄像头'],
  [['video-recorder'], 'NVR', 'DVR', 'XVR', 'network video recorder', 'digital video recorder', 'video recorder', 'Rekorder', 'Videorekorder'],
  [['video-recorder'], 'enregistreur vidéo', 'grabador', 'gravador', 'rejestrator', 'видеорегистратор', '录像机', 'レコーダー'],
]; // biome-ignore format: a table

let known: ReadonlyMap<string, readonly string[]> | undefined;

function spellings(): ReadonlyMap<string, readonly string[]> {
  if (known) return known;
  const made = new Map<string, readonly string[]>();
  for (const [keys, ...texts] of words) for (const text of texts) made.set(foldCategory(text), keys);
  known = made;
  return made;
}

/** `IP Camera`, `ip_camera` and `IP-CAMERA` are `ip-camera`. Letters of other scripts stay. */
export function foldCategory(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** Longer cells are prose. */
const mostLetters = 120;

/**
 * What rules may call the class that a cell names, the cell's own words first. A cell that names several, or a way down to one
 * ("Network > Router", "Kamera / NVR"), gives the words of each. Whole words only: "Zendrone" is no drone, "router table" no router.
 */
export function categoryKeys(text: string): readonly string[] {
  if (text.length > mostLetters) return [];
  const keys = new Set<string>();
  const add = (part: string): void => {
    // A class of ServiceNow's database: `cmdb_ci_ip_camera`.
    const folded = foldCategory(part).replace(/^(?:u-)?cmdb-ci-/, '');
    for (const one of folded.endsWith('s') ? [folded, folded.slice(0, -1)] : [folded]) {
      if (one === '') continue;
      keys.add(one);
      for (const key of spellings().get(one) ?? []) keys.add(key);
    }
  };
  add(text);
  const parts = text.split(/[/\\,;|>&+()]/);
  if (parts.length > 1) for (const part of parts) add(part);
  return [...keys];
}
