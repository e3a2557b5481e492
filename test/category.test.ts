import { describe, expect, it } from 'vitest';
import { categoryKeys, foldCategory } from '../src/identity/category.ts';
import { createMatcher } from '../src/match/matcher.ts';
import type { Component } from '../src/model/component.ts';
import { shippedKnowledge } from './shipped-knowledge.ts';

describe('what kind of thing a row is about', () => {
  it.each([
    ['IP Camera', 'ip-camera'],
    ['ip_camera', 'ip-camera'],
    ['  IP-CAMERA ', 'ip-camera'],
    ['Überwachungskamera', 'uberwachungskamera'],
    ['路由器', '路由器'],
  ])('"%s" is %s', (text, folded) => expect(foldCategory(text)).toBe(folded));

  it.each([
    ['Router', 'router'],
    ['Routers', 'router'],
    ['Wireless Router', 'wireless-router'],
    ['WLAN-Router', 'wireless-router'],
    ['routeur', 'router'],
    ['Roteador sem fio', 'wireless-router'],
    ['無線ルーター', 'router'],
    ['路由器', 'router'],
    ['маршрутизатор', 'router'],
    ['Maršrutētājs', 'router'],
    ['공유기', 'home-router'],
    ['cmdb_ci_ip_camera', 'ip-camera'],
    ['cmdb_ci_ip_router', 'router'],
    ['Network > Router', 'router'],
    ['Kamera / NVR', 'video-recorder'],
    ['Drohnen', 'drone'],
    ['無人機', 'drone'],
    ['Quadcopters', 'drone'],
    ['Solar inverters', 'power-inverter'],
    ['Wechselrichter', 'power-inverter'],
    ['Photovoltaic Inverter', 'pv-inverter'],
    ['LTE module', 'radio-module'],
    ['Robot dog', 'quadruped-robot'],
    ['made-up thing', 'made-up-thing'],
  ])('"%s" may be called %s in a rule', (text, key) => expect(categoryKeys(text)).toContain(key));

  it.each([
    ['Zendrone', 'drone'],
    ['Router table', 'router'],
    ['onduleur', 'inverter'],
    ['falownik', 'inverter'],
    ['Camera bag', 'camera'],
    ['Motor inverter drive', 'inverter'],
    ['Robotics course', 'robot'],
    ['constructor', 'router'],
    [`router ${'x'.repeat(200)}`, 'router'],
  ])('"%s" is no %s', (text, key) => expect(categoryKeys(text)).not.toContain(key));

  it('leads origin rules to rows in any of these words', () => {
    const { match } = createMatcher(shippedKnowledge(), { day: '2026-11-22' });
    const rules = (category: string): string[] => {
      const component: Component = {
        kind: 'device',
        name: 'row',
        at: { line: 1 },
        identifiers: [
          { kind: 'organisation', value: 'ZTE', field: 'Maker' },
          { kind: 'category', value: category, field: 'Category' },
        ],
      };
      return match(component).flatMap(({ rule }) => (rule.startsWith('origin/') ? [rule.slice(7)] : []));
    };
    expect(rules('WLAN-Router')).toContain('us-fcc-foreign-routers');
    expect(rules('Mobile Hotspot')).toContain('us-fcc-foreign-routers');
    expect(rules('无人机')).toContain('us-fcc-foreign-uas');
    expect(rules('Wechselrichter')).toContain('us-fcc-foreign-power-inverters');
    expect(rules('Zendrone')).not.toContain('us-fcc-foreign-uas');
    expect(rules('Laptop').filter((rule) => rule.startsWith('us-fcc-foreign'))).toEqual([]);
  });
});
