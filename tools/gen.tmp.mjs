import { compile } from '@einlay/compiler';
import { writeFileSync } from 'node:fs';
const S='export { dense, btt, low_rank, monarch, kronecker, ffn, transformer_block } from "std"';
for (const [layer,set,dtype] of [['btt',{g:64,a:64,p:64,e:64,r:1},'bf16'],['btt',{g:32,a:32,p:32,e:32,r:1},'bf16'],['btt',{g:32,a:32,p:32,e:32,r:1},'bf16'],['transformer_block',{d:64,heads:4,f:128},'bf16'],['btt',{g:25,a:40,p:25,e:40,r:3},'f16'],['low_rank',{d_in:1024,d_out:1024,r:64},'f16']]) {
  const t=performance.now();
  const c = compile(S,{layer,set,dtype,targets:['cuda']});
  if (!c.ok) { console.log(layer, c.diagnostics.map(d=>d.message)); continue; }
  const f=`/tmp/cu/${layer}_${Object.values(set).join('_')}_${dtype}.cu`;
  writeFileSync(f, c.value.emissions.get('cuda').files[0].content); console.log(f,(performance.now()-t|0)+'ms', c.value.emissions.get('cuda').artifact.payload.kernels.map(k=>`${k.entry} ${k.threads} ${k.sharedBytes}`).join('; '));
}
